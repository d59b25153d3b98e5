import { type Tradition, tradition as traditionSchema } from '../../contract/vocabulary.ts'
import type { Database } from '../../native/sqlite.ts'
import { DEFAULT_THRESHOLD, effectiveTags, type TagRow } from './effective-tags.ts'

/** What decides whose modes compete for a track, and where that is known from. */
export interface KnownTradition {
  tradition: Tradition | null
  origin: 'user' | 'file' | 'head' | 'folder' | 'setting' | 'none'
}

/** From this certainty on a name in the file decides the tradition. */
const DECIDES = 0.5

/**
 * The tradition of a track: the user's word on it, else what its file names, else its folder's, else what a head that
 * learned traditions hears, else the library's.
 * Never what the tones are like: tonal scores cannot tell traditions apart.
 */
export function knownTradition(
  rows: readonly TagRow[],
  folder: Tradition | null,
  setting: Tradition | null,
): KnownTradition {
  const said = rows.filter(({ vocabulary }) => vocabulary === 'tradition')
  const [tagged] = effectiveTags(said.filter(({ source }) => source !== 'head'))
  if (tagged && tagged.certainty >= DECIDES) {
    const named = toTradition(tagged.tag)
    if (named && tagged.source !== 'mode') return { tradition: named, origin: tagged.source }
  }
  if (folder) return { tradition: folder, origin: 'folder' }
  const [heard] = effectiveTags(said)
  if (heard?.source === 'head' && heard.certainty >= DEFAULT_THRESHOLD) {
    const learned = toTradition(heard.tag)
    if (learned) return { tradition: learned, origin: 'head' }
  }
  if (setting) return { tradition: setting, origin: 'setting' }
  return { tradition: null, origin: 'none' }
}

export function toTradition(text: string | null | undefined): Tradition | null {
  return traditionSchema.options.find((one) => one === text) ?? null
}

/** The tradition that was set for the folders of a track: the one of its present files first. */
export function folderTradition(db: Database, trackId: number): Tradition | null {
  return toTradition(
    db
      .prepare<[number], string>(
        `SELECT tradition FROM file JOIN folder ON folder.id = file.folder_id
         WHERE file.track_id = ? AND tradition IS NOT NULL
         ORDER BY file.missing_since IS NOT NULL, file.id LIMIT 1`,
      )
      .pluck()
      .get(trackId),
  )
}
