import { engine } from '../../client.ts'

/** Has the analysis of these tracks come first. Silent when it fails: it is a help and no more. */
export function attend(trackIds: number[], playing = false) {
  void engine.analysis.attend({ trackIds, playing }).catch(() => {})
}
