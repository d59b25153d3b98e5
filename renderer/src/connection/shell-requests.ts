import { create } from 'zustand'
import type { ShellToPage } from '../../../contract/shell-messages.ts'
import type { Desktop } from '../desktop.ts'
import type { Command } from '../features/commands/registry.ts'

type Opening = Extract<ShellToPage, { type: 'naghma:open' }>

interface OpenedPlaces {
  /** Absolute paths of folders and playlists that the system asks Naghma to open, and that wait for an answer. */
  folders: readonly string[]
  playlists: readonly string[]
}

const none: OpenedPlaces = { folders: [], playlists: [] }

export const useOpenedPlaces = create<OpenedPlaces>(() => none)

export function forgetOpened(kind: keyof OpenedPlaces) {
  useOpenedPlaces.setState({ [kind]: [] })
}

/** The page's window, as far as the shell's requests need it. */
export interface ShellPage {
  addEventListener(
    type: 'message',
    listener: (event: { source: unknown; data: ShellToPage }) => void,
  ): void
}

/** The page's registry of commands. */
export interface Commands {
  all(): readonly Pick<Command, 'id' | 'isDisabled' | 'run'>[]
  /** Calls back whenever others are offered. */
  follow(listener: () => void): void
}

/** Commands come and go in groups, as parts of the page do. Milliseconds. */
const OFFER_AFTER_MS = 100

/** Runs what is chosen in the window's menu, and keeps the menu told of what can be run. */
export function followShell(page: ShellPage, desktop: Pick<Desktop, 'offer'>, commands: Commands) {
  const enabled = () => commands.all().filter(({ isDisabled }) => !isDisabled)
  page.addEventListener('message', ({ source, data }) => {
    if (source !== page) return
    if (data?.type === 'naghma:open') open(data)
    if (data?.type === 'naghma:command')
      enabled()
        .find(({ id }) => id === data.id)
        ?.run()
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  commands.follow(() => {
    clearTimeout(timer)
    timer = setTimeout(() => desktop.offer(enabled().map(({ id }) => id)), OFFER_AFTER_MS)
  })
}

function open({ folders, playlists }: Opening) {
  useOpenedPlaces.setState((waiting) => ({
    folders: [...new Set([...waiting.folders, ...folders])],
    playlists: [...new Set([...waiting.playlists, ...playlists])],
  }))
}
