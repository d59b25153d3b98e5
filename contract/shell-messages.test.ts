import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type EngineToShell,
  isEngineToShell,
  isPageToShell,
  isShellToEngine,
  isShellToPage,
  type ShellToEngine,
  type ShellToPage,
} from './shell-messages.ts'

const toShell: EngineToShell[] = [
  { type: 'ready', socket: '/run/naghma.sock', token: 'secret' },
  { type: 'failed', code: 'library-newer', message: 'The library is of a newer version.' },
  { type: 'start-process', id: 1, kind: 'media' },
  { type: 'stop-process', id: 1 },
  { type: 'show-file', path: '/music/a.flac' },
  { type: 'quit' },
]
const toEngine: ShellToEngine[] = [
  { type: 'open', dataFolder: null, folders: ['/music'], demo: false, resourcesFolder: '/app' },
  { type: 'add-folders', folders: [] },
  { type: 'computer-use', idleSeconds: 12, onBattery: true },
  { type: 'page-port' },
  { type: 'process-started', id: 1 },
  { type: 'process-exited', id: 1, code: -9 },
  { type: 'shut-down' },
]
const toPage: ShellToPage[] = [
  { type: 'naghma:port' },
  { type: 'naghma:engine-gone', restarting: true, message: 'The engine stopped.' },
]
const directions: [string, (value: unknown) => boolean, { type: string }[]][] = [
  ['engine to shell', isEngineToShell, toShell],
  ['shell to engine', isShellToEngine, toEngine],
  ['page to shell', isPageToShell, [{ type: 'naghma:port-wanted' }]],
  ['shell to page', isShellToPage, toPage],
]

describe.each(directions)('%s', (_name, accepts, messages) => {
  it.each(messages)('accepts $type', (message) => {
    expect(accepts(message)).toBe(true)
  })

  it.each(messages)('refuses $type when any field is absent or of another type', (message) => {
    for (const field of Object.keys(message)) {
      expect(accepts({ ...message, [field]: undefined })).toBe(false)
      expect(accepts({ ...message, [field]: [1] })).toBe(false)
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
