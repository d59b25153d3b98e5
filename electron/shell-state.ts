import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Language } from '../contract/language.ts'
import { type PageTheme, pageThemes } from '../contract/shell-messages.ts'
import { menuWords } from './menu-words.ts'

/** A rectangle of the screen in its own pixels. */
export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

/** What the shell keeps from one start to the next. */
export interface ShellState {
  /** For each arrangement of displays, where the window was when it was neither maximised nor full screen. */
  bounds: Readonly<Record<string, Rectangle>>
  maximised: boolean
  fullScreen: boolean
  zoomFactor: number
  theme: PageTheme
  language: Language
}

export const freshState: ShellState = {
  bounds: {},
  maximised: false,
  fullScreen: false,
  zoomFactor: 1,
  theme: 'system',
  language: 'en',
}

/** Chromium's own limits of zooming. */
const ZOOM = { least: 0.25, most: 5 }
/** Arrangements of displays that are remembered; the oldest goes first. */
const MOST_ARRANGEMENTS = 8

export function isShellLanguage(text: unknown): text is Language {
  return typeof text === 'string' && Object.hasOwn(menuWords, text)
}

function isRectangle(value: unknown): value is Rectangle {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['x', 'y', 'width', 'height'].every((key) => Number.isSafeInteger(Reflect.get(value, key)))
  )
}

function readBounds(value: unknown): ShellState['bounds'] {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(
    Object.entries(value)
      .filter((entry): entry is [string, Rectangle] => isRectangle(entry[1]))
      .slice(-MOST_ARRANGEMENTS),
  )
}

/** Of anything, each part that makes sense, and of the others the default. */
export function readableState(value: unknown): ShellState {
  if (typeof value !== 'object' || value === null) return freshState
  const given: Partial<Record<keyof ShellState, unknown>> = value
  const { zoomFactor, theme, language } = given
  const sensibleZoom =
    typeof zoomFactor === 'number' && zoomFactor >= ZOOM.least && zoomFactor <= ZOOM.most
  return {
    bounds: readBounds(given.bounds),
    maximised: given.maximised === true,
    fullScreen: given.fullScreen === true,
    zoomFactor: sensibleZoom ? zoomFactor : freshState.zoomFactor,
    theme: pageThemes.find((one) => one === theme) ?? freshState.theme,
    language: isShellLanguage(language) ? language : freshState.language,
  }
}

/** The state as it was kept; the defaults where the file is missing or damaged. */
function loadShellState(file: string): ShellState {
  try {
    return readableState(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return freshState
  }
}

/** Written beside and renamed, so that the file is always whole; a disk that refuses costs the memory, nothing else. */
function saveShellState(file: string, state: ShellState): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  } catch {
    // The next start has the defaults, or what was kept before.
  }
}

export interface ShellMemory {
  state(): ShellState
  /** Keeps what changed, at once. */
  change(changes: Partial<ShellState>): void
}

export function openShellMemory(file: string): ShellMemory {
  let state = loadShellState(file)
  return {
    state: () => state,
    change: (changes) => {
      state = readableState({ ...state, ...changes })
      saveShellState(file, state)
    },
  }
}
