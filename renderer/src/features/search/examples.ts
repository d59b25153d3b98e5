import type { SearchPrefix } from '../../../../contract/search-query.ts'
import { searchStates } from '../../../../contract/search-query.ts'

/** Values that show what may follow a prefix. They are typed as they stand here, in every language. */
export const examples: Readonly<Record<SearchPrefix, readonly string[]>> = {
  title: ['"ey gül"'],
  artist: ['"zeki müren"'],
  album: ['gazel'],
  composer: ['itri'],
  genre: ['rebetiko'],
  year: ['1960', '1950-1970', '>1980', '1960s'],
  length: ['>5:00', '<90', '3:00-4:00'],
  mode: ['hijaz'],
  makam: ['hicaz'],
  raga: ['yaman'],
  dromos: ['rast'],
  tradition: ['carnatic'],
  usul: ['aksak'],
  tala: ['adi'],
  form: ['taksim'],
  instrument: ['ney'],
  own: ['"wedding dances"'],
  tonic: ['D', 'F#', 'Bb'],
  folder: ['radio'],
  path: ['.wav'],
  format: ['flac', 'mp3', 'alac'],
  added: ['7d', '>2025-01', '2025-01..2025-03'],
  is: searchStates,
}
