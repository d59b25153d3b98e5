/**
 * What Electron's main process (the shell), the engine's utility process and the page say to each other outside the
 * API. The API itself runs over the port that the shell hands over; nothing here carries library data.
 */
import { type ProblemCode, problemCodes } from './problem.ts'

/** Expendable processes the engine may ask the shell for. */
export const processKinds = ['media', 'inference', 'training'] as const
export type ProcessKind = (typeof processKinds)[number]

/**
 * What each kind of process has in its environment besides the engine's own. The inference process gives memory back
 * that it freed while it loaded weights (glibc keeps it otherwise: 15 MB of 600).
 */
export const processEnvironment: Readonly<Record<ProcessKind, Readonly<Record<string, string>>>> = {
  media: {},
  inference: { MALLOC_MMAP_THRESHOLD_: '4000000' },
  training: {},
}

export const workKinds = ['scan', 'sound', 'mode', 'model', 'download'] as const
export type WorkKind = (typeof workKinds)[number]

/** All that the engine works on, as one: `paused` when the user or the manners hold it, `problem` when it cannot go on. */
export interface Work {
  state: 'idle' | 'running' | 'paused' | 'problem'
  /** 0..1; null while the end cannot be told. */
  fraction: number | null
  /** What it consists of; empty when idle. */
  kinds: WorkKind[]
}

/** From the engine's `process.parentPort` to the shell. */
export type EngineToShell =
  /** The API and the local socket answer; sent once. `socket` is a path (a named pipe on Windows). */
  | { type: 'ready'; socket: string; token: string }
  /** The library cannot be opened; the engine ends itself and is not restarted. */
  | { type: 'failed'; code: ProblemCode; message: string }
  /** `id` is of the engine's choosing and never used twice. */
  | { type: 'start-process'; id: number; kind: ProcessKind }
  | { type: 'stop-process'; id: number }
  /** The user wants to see a file in its folder: one of the library's, or the log. */
  | { type: 'show-file'; path: string }
  /** What the engine works on, at most once a second and at once when the state changes. */
  | ({ type: 'work' } & Work)
  /** The answer to `find-files`: files that are there, in the order of the tracks. */
  | { type: 'files-found'; id: number; paths: string[] }
  /** The answer to `make-report`. */
  | { type: 'report-made'; id: number; text: string }
  /** The engine ends itself, so that another one opens the library that takes the place of this one. */
  | { type: 'reopen' }
  /** The user asked for the engine and its host to stop. */
  | { type: 'quit' }

/** From the shell to the engine. */
export type ShellToEngine =
  /** The first message. `dataFolder` null means the platform's place; `resourcesFolder` holds `models/`. */
  | {
      type: 'open'
      dataFolder: string | null
      folders: string[]
      demo: boolean
      resourcesFolder: string
    }
  /** Where are the files of these tracks? `id` is of the shell's choosing. */
  | { type: 'find-files'; id: number; trackIds: number[] }
  /** What should the makers of Naghma know of this installation? */
  | { type: 'make-report'; id: number }
  /** How the computer is used, told now and then: seconds since a key or the mouse was touched, and the power. */
  | { type: 'computer-use'; idleSeconds: number; onBattery: boolean }
  /** With one port: the API for one page. A page that reloads gets another. */
  | { type: 'page-port' }
  /** With one port: the other end is the process's first message. */
  | { type: 'process-started'; id: number }
  | { type: 'process-exited'; id: number; code: number }
  /** Finish what is being written, then exit; the shell ends the process after a grace time. */
  | { type: 'shut-down' }

/** From the shell to a media, inference or training process: the first message, with one port to the engine. */
export type ShellToProcess = { type: 'engine-port' }

export const pageThemes = ['system', 'light', 'dark'] as const
export type PageTheme = (typeof pageThemes)[number]

/** From the page: the wish for a port by `window.postMessage` to its preload script, the rest by `window.naghma`. */
export type PageToShell =
  /** Send me a port as soon as there is an engine. */
  | { type: 'naghma:port-wanted' }
  /** Starts dragging the files of these tracks out to other programs. */
  | { type: 'naghma:drag-out'; trackIds: number[] }
  /** The page speaks this language; menus, dialogs and notifications follow. */
  | { type: 'naghma:speaks'; language: string }
  /** The page is shown in this theme; the window's frame and its background follow. */
  | { type: 'naghma:looks'; theme: PageTheme }
  /** These commands can be run now; those of the menu that are not among them are greyed. */
  | { type: 'naghma:offers'; commands: string[] }

/** From the preload script to the page by `window.postMessage`. */
export type ShellToPage =
  /** With one port: the API. Closes an older one. */
  | { type: 'naghma:port' }
  /** The engine ended. When it is restarting, ask for a port again. */
  | { type: 'naghma:engine-gone'; restarting: boolean; message: string }
  /** A menu item was chosen: run the command of this id, if it is offered. */
  | { type: 'naghma:command'; id: string }
  /** The system asks Naghma to open these: absolute paths of folders of music and of playlists. */
  | { type: 'naghma:open'; folders: string[]; playlists: string[] }

/** Electron IPC channels between the preload script and the shell. */
export const shellChannels = { fromPage: 'naghma:from-page', toPage: 'naghma:to-page' } as const

/** Tracks whose files are dragged out at once. */
export const MOST_DRAGGED = 1_000

/** For each type of message, for each of its fields, what a value must be. */
type Shapes<Message extends { type: string }> = {
  readonly [Type in Message['type']]: {
    readonly [Field in Exclude<keyof Extract<Message, { type: Type }>, 'type'>]: (
      value: unknown,
    ) => value is Extract<Message, { type: Type }>[Field]
  }
}
type Check = (value: unknown) => boolean

function matches(
  shapes: Readonly<Record<string, Readonly<Record<string, Check>>>>,
  value: unknown,
): boolean {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false
  if (typeof value.type !== 'string' || !Object.hasOwn(shapes, value.type)) return false
  return Object.entries(shapes[value.type] ?? {}).every(([field, check]) =>
    check(Reflect.get(value, field)),
  )
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value)
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isInteger = (value: unknown): value is number => Number.isSafeInteger(value)
const isTrackId = (value: unknown): value is number => isInteger(value) && value > 0
const isTrackIds = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length <= MOST_DRAGGED && value.every(isTrackId)
const isFractionOrNull = (value: unknown): value is number | null =>
  value === null || (typeof value === 'number' && value >= 0 && value <= 1)
const isWorkState = (value: unknown): value is Work['state'] =>
  ['idle', 'running', 'paused', 'problem'].some((state) => state === value)
const isWorkKinds = (value: unknown): value is WorkKind[] =>
  Array.isArray(value) && value.every((one) => workKinds.some((kind) => kind === one))
const isTheme = (value: unknown): value is PageTheme => pageThemes.some((theme) => theme === value)
const isKind = (value: unknown): value is ProcessKind => processKinds.some((kind) => kind === value)
const isCode = (value: unknown): value is ProblemCode => problemCodes.some((code) => code === value)

const engineToShell = {
  ready: { socket: isText, token: isText },
  failed: { code: isCode, message: isText },
  'start-process': { id: isInteger, kind: isKind },
  'stop-process': { id: isInteger },
  'show-file': { path: isText },
  work: { state: isWorkState, fraction: isFractionOrNull, kinds: isWorkKinds },
  'files-found': { id: isInteger, paths: isTexts },
  'report-made': { id: isInteger, text: isText },
  reopen: {},
  quit: {},
} satisfies Shapes<EngineToShell>

const shellToEngine = {
  open: { dataFolder: isTextOrNull, folders: isTexts, demo: isFlag, resourcesFolder: isText },
  'find-files': { id: isInteger, trackIds: isTrackIds },
  'make-report': { id: isInteger },
  'computer-use': { idleSeconds: isInteger, onBattery: isFlag },
  'page-port': {},
  'process-started': { id: isInteger },
  'process-exited': { id: isInteger, code: isInteger },
  'shut-down': {},
} satisfies Shapes<ShellToEngine>

const pageToShell = {
  'naghma:port-wanted': {},
  'naghma:drag-out': { trackIds: isTrackIds },
  'naghma:speaks': { language: isText },
  'naghma:looks': { theme: isTheme },
  'naghma:offers': { commands: isTexts },
} satisfies Shapes<PageToShell>

const shellToPage = {
  'naghma:port': {},
  'naghma:engine-gone': { restarting: isFlag, message: isText },
  'naghma:command': { id: isText },
  'naghma:open': { folders: isTexts, playlists: isTexts },
} satisfies Shapes<ShellToPage>

export function isEngineToShell(value: unknown): value is EngineToShell {
  return matches(engineToShell, value)
}

export function isShellToEngine(value: unknown): value is ShellToEngine {
  return matches(shellToEngine, value)
}

export function isPageToShell(value: unknown): value is PageToShell {
  return matches(pageToShell, value)
}

export function isShellToPage(value: unknown): value is ShellToPage {
  return matches(shellToPage, value)
}
