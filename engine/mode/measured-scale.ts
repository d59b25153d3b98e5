import { problem } from '../../contract/problem.ts'
import { nearestNote } from './note-names.ts'
import { scalaFile, scalePeaks } from './scala.ts'

/**
 * The scale that a melody moves in, as a Scala file: the peaks of its distribution from the tonic (Hz, null where none
 * was found). Problem: `no-melody`.
 */
export function measuredScale(
  title: string,
  hz: number | null,
  distribution: readonly number[],
): { fileName: string; content: string } {
  if (hz === null)
    throw problem('no-melody', 'No melody was found in this track, so it has no scale to measure.')
  const { note, centsFromNote } = nearestNote(hz)
  const fileName = `${title.replace(/[\p{C}<>:"/\\|?*]/gu, '_').slice(0, 100)}.scl`
  const description = `${title}: measured scale from the tonic, ${hz.toFixed(2)} Hz (${note} ${centsFromNote >= 0 ? '+' : ''}${centsFromNote.toFixed(0)} cents)`
  return { fileName, content: scalaFile(fileName, description, scalePeaks(distribution)) }
}
