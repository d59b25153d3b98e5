import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ShellToPage } from '../../../contract/shell-messages.ts'
import {
  type Commands,
  followShell,
  forgetOpened,
  type ShellPage,
  useOpenedPlaces,
} from './shell-requests.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function desktopPage() {
  let listener: Parameters<ShellPage['addEventListener']>[1] = () => {}
  const page: ShellPage = {
    addEventListener: (_type, given) => {
      listener = given
    },
  }
  const offer = vi.fn<(ids: readonly string[]) => void>()
  let offered: ReturnType<Commands['all']> = []
  let changed = () => {}
  followShell(
    page,
    { offer },
    {
      all: () => offered,
      follow: (listener) => {
        changed = listener
      },
    },
  )
  const become = (commands: ReturnType<Commands['all']>) => {
    offered = commands
    changed()
  }
  const say = (data: ShellToPage, source: unknown = page) => listener({ source, data })
  return { say, offer, become }
}

test('the menu is told what can be run, once for many changes, and runs only that', () => {
  const { say, offer, become } = desktopPage()
  const next = vi.fn()
  const previous = vi.fn()
  become([])
  become([
    { id: 'player.next', run: next },
    { id: 'player.previous', run: previous, isDisabled: true },
  ])
  vi.advanceTimersByTime(200)
  expect(offer).toHaveBeenCalledExactlyOnceWith(['player.next'])
  say({ type: 'naghma:command', id: 'player.next' })
  say({ type: 'naghma:command', id: 'player.previous' })
  say({ type: 'naghma:command', id: 'unknown' })
  say({ type: 'naghma:command', id: 'player.next' }, 'another window')
  expect(next).toHaveBeenCalledOnce()
  expect(previous).not.toHaveBeenCalled()
})

test('places wait for an answer, each once', () => {
  const { say } = desktopPage()
  say({ type: 'naghma:open', folders: ['/müzik'], playlists: ['/a.m3u8'] })
  say({ type: 'naghma:open', folders: ['/müzik', '/more'], playlists: [] })
  expect(useOpenedPlaces.getState()).toEqual({
    folders: ['/müzik', '/more'],
    playlists: ['/a.m3u8'],
  })
  forgetOpened('folders')
  expect(useOpenedPlaces.getState()).toEqual({ folders: [], playlists: ['/a.m3u8'] })
})
