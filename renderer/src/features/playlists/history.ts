import { create } from 'zustand'
import { tellFailure } from '../../failure.ts'

/** A change that can be taken back and made again, also when the playlist changed meanwhile. */
export interface PlaylistChange {
  /** What was done, in the user's language. */
  what: string
  undo(): Promise<unknown>
  redo(): Promise<unknown>
}

interface History {
  done: readonly PlaylistChange[]
  undone: readonly PlaylistChange[]
}

const MOST_CHANGES = 100

/** The changes to playlists since the page was opened, the latest last. */
export const usePlaylistHistory = create<History>(() => ({ done: [], undone: [] }))

const { setState: set, getState: get } = usePlaylistHistory
let last: Promise<unknown> = Promise.resolve()

/** A change was made; what had been undone before cannot be made again. */
export function remember(change: PlaylistChange) {
  set(({ done }) => ({ done: [...done, change].slice(-MOST_CHANGES), undone: [] }))
}

/** Makes a change that is shown before it is made; until it is remembered, what is undone waits for it. */
export function underWay<Result>(make: () => Promise<Result>): Promise<Result> {
  const made = make()
  last = Promise.allSettled([last, made])
  return made
}

/** Takes back one change, or the latest; answers it, or undefined where there is none or it failed. */
export function undo(change?: PlaylistChange): Promise<PlaylistChange | undefined> {
  return inTurn(async () => {
    const wanted = change ?? get().done.at(-1)
    if (!wanted || !get().done.includes(wanted)) return undefined
    set(({ done }) => ({ done: done.filter((one) => one !== wanted) }))
    await wanted.undo()
    set(({ undone }) => ({ undone: [...undone, wanted] }))
    return wanted
  })
}

/** Makes the change again that was undone last; answers as {@link undo}. */
export function redo(): Promise<PlaylistChange | undefined> {
  return inTurn(async () => {
    const wanted = get().undone.at(-1)
    if (!wanted) return undefined
    set(({ undone }) => ({ undone: undone.filter((one) => one !== wanted) }))
    await wanted.redo()
    set(({ done }) => ({ done: [...done, wanted] }))
    return wanted
  })
}

/** One after the other, however quickly the keys are pressed. What fails is told, and forgotten. */
function inTurn<Result>(act: () => Promise<Result>): Promise<Result | undefined> {
  const turn = last.then(act).catch((error: unknown) => {
    tellFailure(error)
    return undefined
  })
  last = turn
  return turn
}
