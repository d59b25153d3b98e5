import { contextBridge, ipcRenderer } from 'electron'
import { appOrigin } from './app-origin.ts'
import { bridgePage, desktopFor, type PageWindow, type ShellIpc } from './page-bridge.ts'

const shell = ipcRenderer satisfies ShellIpc<MessagePort>
bridgePage(window satisfies PageWindow<MessagePort>, shell, appOrigin)
contextBridge.exposeInMainWorld('naghma', desktopFor(shell))
