import { problem } from '../../../contract/problem.ts'

/** Of a playlist file. */
export const MOST_BYTES = 64 * 1024 * 1024
const MOST_TRACKS = 200_000

/** Problem: `invalid-input`. */
export function refuseTooMany(tracks: number): void {
  if (tracks > MOST_TRACKS)
    throw problem(
      'invalid-input',
      `This playlist has more than ${MOST_TRACKS.toLocaleString('en')} entries, which is more than Naghma takes. Split it and import the parts.`,
      { field: 'content' },
    )
}
