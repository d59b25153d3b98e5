import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type EngineToShell,
  isEngineToShell,
  isPageToShell,
  isShellToEngine,
  isShellToPage,
  type PageToShell,
  type ShellToEngine,
  type ShellToPage,
} from './shell-messages.ts'

const toShell: EngineToShell[] = [
  { type: 'ready', socket: '/run/naghma.sock', token: 'secret' },
  { type: 'failed', code: 'library-newer', message: 'The library is of a newer version.' },
  { type: 'start-process', id: 1, kind: 'media' },
  { type: 'stop-process', id: 1 },
  { type: 'show-file', path: '/music/a.flac' },
  { type: 'work', state: 'running', fraction: 0.5, kinds: ['scan'] },
  { type: 'files-found', id: 3, paths: ['/music/a.flac'] },
  { type: 'report-made', id: 4, text: 'Naghma 0.1.0' },
  { type: 'quit' },
]
const toEngine: ShellToEngine[] = [
  { type: 'open', dataFolder: null, folders: ['/music'], demo: false, resourcesFolder: '/app' },
  { type: 'find-files', id: 3, trackIds: [1, 2] },
  { type: 'computer-use', idleSeconds: 12, onBattery: true },
  { type: 'make-report', id: 4 },
  { type: 'page-port' },
  { type: 'process-started', id: 1 },
  { type: 'process-exited', id: 1, code: -9 },
  { type: 'shut-down' },
]
const fromPage: PageToShell[] = [
  { type: 'naghma:port-wanted' },
  { type: 'naghma:drag-out', trackIds: [7] },
  { type: 'naghma:speaks', language: 'tr' },
  { type: 'naghma:looks', theme: 'dark' },
  { type: 'naghma:offers', commands: ['player.next'] },
]
const toPage: ShellToPage[] = [
  { type: 'naghma:port' },
  { type: 'naghma:engine-gone', restarting: true, message: 'The engine stopped.' },
  { type: 'naghma:command', id: 'player.next' },
  { type: 'naghma:open', folders: ['/music'], playlists: [] },
]
const directions: [string, (value: unknown) => boolean, { type: string }[]][] = [
  ['engine to shell', isEngineToShell, toShell],
  ['shell to engine', isShellToEngine, toEngine],
  ['page to shell', isPageToShell, fromPage],
  ['shell to page', isShellToPage, toPage],
]

describe.each(directions)('%s', (_name, accepts, messages) => {
  it.each(messages)('accepts $type', (message) => {
    expect(accepts(message)).toBe(true)
  })

  it.each(messages)('refuses $type when any field is absent or of another type', (message) => {
    for (const field of Object.keys(message)) {
      expect(accepts({ ...message, [field]: undefined })).toBe(false)
      expect(accepts({ ...message, [field]: [-1] })).toBe(false)
    }
  })

  it('refuses anything else without throwing', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (value) => {
        expect(accepts(value)).toBe(false)
        expect(accepts({ type: value })).toBe(false)
      }),
    )
  })
})

it('takes no name of Object.prototype for a type of message', () => {
  for (const type of ['constructor', 'toString', '__proto__', 'hasOwnProperty'])
    expect(isEngineToShell({ type })).toBe(false)
})
