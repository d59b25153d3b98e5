import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { problem } from '../../contract/problem.ts'
import { hasSplitLists, readCcml } from './forms/ccml-form.ts'
import { readDunya } from './forms/dunya-form.ts'
import { readFma } from './forms/fma-form.ts'
import { readLyra } from './forms/lyra-form.ts'
import { readMagnatagatune } from './forms/magnatagatune-form.ts'
import { readTableForm } from './forms/table-form.ts'
import type { Listed } from './listed.ts'
import { readTable } from './read-table.ts'

/**
 * Reads a list of tracks with their tags, in whichever form it is: a table of ours, MagnaTagATune's annotations, FMA's
 * tracks.csv, the TSV of Lyra, JSON of Dunya or Saraga (a file or a folder), or a folder of ccml's split lists. The form is
 * told from what the place holds, not from its name. `folder` is that of the audio.
 * Problems: `not-found`, `permission-denied`, `io-error`; `invalid-input` where nothing of it can be read.
 */
export function readListed(place: string, folder: string): Listed {
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory()) {
    if (hasSplitLists(place) && !existsSync(join(place, 'training.tsv'))) return readCcml(place)
    const lyra = join(place, 'training.tsv')
    return existsSync(lyra) ? readLyra(lyra) : readDunya(place)
  }
  if (/\.json$/i.test(place)) return readDunya(place)
  const rows = readTable(place)
  const header = rows[0]?.cells ?? []
  if (rows.length < 2)
    throw problem('invalid-input', `${basename(place)} has no rows below its header.`)
  const has = (...titles: string[]) => titles.every((title) => header.includes(title))
  if (has('clip_id', 'mp3_path')) return readMagnatagatune(rows, basename(place))
  if (rows[2]?.cells[0] === 'track_id' && has('set', 'track')) return readFma(rows, place, folder)
  if (has('id', 'instruments', 'genres', 'place')) return readLyra(place)
  return readTableForm(rows, basename(place))
}
