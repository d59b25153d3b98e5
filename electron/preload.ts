import { ipcRenderer } from 'electron'
import { appOrigin } from './app-origin.ts'
import { bridgePage, type PageWindow, type ShellIpc } from './page-bridge.ts'

bridgePage(
  window satisfies PageWindow<MessagePort>,
  ipcRenderer satisfies ShellIpc<MessagePort>,
  appOrigin,
)
