import type { NextTrack } from '../../../../contract/head.ts'

/** What the user can say of a track that is asked about. */
export type Judgement = 'confirmed' | 'rejected' | 'skipped'

export interface Judged {
  asked: NextTrack
  judgement: Judgement
}

/** One track after another is asked about; the one in question stays, whatever is learned meanwhile. */
export interface Judging {
  asked: NextTrack | undefined
  /** The last one last: what can be taken back. */
  judged: readonly Judged[]
  /** Tracks that are not to be asked about again on this visit. */
  passed: ReadonlySet<number>
}

export const nothingJudged: Judging = { asked: undefined, judged: [], passed: new Set() }

/**
 * Asks about the first of these tracks that was not passed, where none is asked about; of the one in question it tells what
 * is known by now.
 */
export function offered(state: Judging, tracks: readonly NextTrack[]): Judging {
  const current = state.asked?.track.id
  if (current !== undefined)
    return { ...state, asked: tracks.find(({ track }) => track.id === current) ?? state.asked }
  const asked = tracks.find(({ track }) => !state.passed.has(track.id))
  return asked ? { ...state, asked } : state
}

/** The track in question is judged; none is in question then. */
export function judged(state: Judging, judgement: Judgement): Judging {
  const { asked } = state
  if (!asked) return state
  return {
    asked: undefined,
    judged: [...state.judged, { asked, judgement }],
    passed: new Set([...state.passed, asked.track.id]),
  }
}

/** Asks again about what was judged last. */
export function tookBack(state: Judging): Judging {
  const last = state.judged.at(-1)
  if (!last) return state
  const passed = new Set(state.passed)
  passed.delete(last.asked.track.id)
  return { asked: last.asked, judged: state.judged.slice(0, -1), passed }
}

/** These tracks were judged elsewhere. */
export function passedBy(state: Judging, trackIds: readonly number[]): Judging {
  const passed = new Set([...state.passed, ...trackIds])
  const asked = state.asked && passed.has(state.asked.track.id) ? undefined : state.asked
  return { ...state, asked, passed }
}
