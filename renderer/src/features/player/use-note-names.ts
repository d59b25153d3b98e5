import { degreeName, pitchAt } from './sounding-note.ts'
import { useTrackMode } from './use-track-mode.ts'

/** Tells the note that the melody of the current track is on at a time (seconds); null where none is known. */
export function useNoteNames(wanted: boolean): (seconds: number) => string | null {
  const { analysis, likely } = useTrackMode(wanted)
  return (seconds) => {
    const pitch = analysis ? pitchAt(analysis.contour, seconds) : null
    return pitch === null || !likely ? null : degreeName(likely.degrees, pitch)
  }
}
