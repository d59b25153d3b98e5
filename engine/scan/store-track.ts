import type { Database } from '../../native/sqlite.ts'
import { fold } from '../library/fold.ts'
import { type RelativePath, toText } from './file-name.ts'
import type { FileFacts } from './read-file.ts'
import type { TagField } from './tag-fields.ts'
import { titleFromFileName } from './tag-text.ts'
import { tagsVersion } from './tags-version.ts'

export interface TrackStore {
  /** Makes a track of what a file holds; returns its id. */
  add(identity: Uint8Array, facts: FileFacts, path: RelativePath): number
  /** Takes tags and artwork over from a file of the track. A duration that is known is kept if the file has none. */
  update(trackId: number, facts: FileFacts, path: RelativePath): void
  /**
   * Takes what a newer reader finds in the same file over, but no artwork. What is the same is not written, so that
   * nothing is made anew from it. Answers whether anything was otherwise.
   */
  renew(trackId: number, facts: FileFacts, path: RelativePath): boolean
  /** The track's tags are as good as this reader gets them. */
  setRenewed(trackId: number): void
  /** Makes the track's places and fields searchable as they are now. */
  index(trackId: number): void
}

interface TagColumns {
  title: string
  artist: string
  album_artist: string
  album: string
  composer: string
  performers: string
  genre: string
  comment: string
  year: number | null
  track_number: number | null
  disc_number: number | null
  duration: number | null
  container: string
  codec: string
  sample_rate: number | null
  channels: number | null
  bitrate: number | null
  track_gain: number | null
  track_peak: number | null
  album_gain: number | null
  album_peak: number | null
  tags_version: number
  artwork_id: number | null
  title_folded: string
  artist_folded: string
  album_folded: string
  composer_folded: string
  genre_folded: string
}

const columnsWithoutArtwork = (
  'title artist album_artist album composer performers genre comment year track_number disc_number ' +
  'duration container codec sample_rate channels bitrate track_gain track_peak album_gain album_peak tags_version ' +
  'title_folded artist_folded album_folded composer_folded genre_folded'
).split(' ')
const columns = [...columnsWithoutArtwork, 'artwork_id']
/** Nothing that the library shows or orders is made from these, so writing them disturbs nobody. */
const quietColumns = ['track_gain', 'track_peak', 'album_gain', 'album_peak']
const shownColumns = columnsWithoutArtwork.filter(
  (column) => column !== 'tags_version' && !quietColumns.includes(column),
)

const newValue = (column: string) =>
  column === 'duration' ? 'coalesce($duration, duration)' : `$${column}`

function setting(some: readonly string[]): string {
  return some.map((column) => `${column} = ${newValue(column)}`).join(', ')
}

function differing(some: readonly string[]): string {
  return some.map((column) => `${column} IS NOT ${newValue(column)}`).join(' OR ')
}

/** Writes tracks as read from files. Every call belongs inside a transaction. */
export function trackStore(db: Database): TrackStore {
  const insert = db.prepare<[TagColumns & { identity: Uint8Array; addedAt: number }]>(
    `INSERT INTO track (identity, added_at, ${columns.join(', ')})
     VALUES ($identity, $addedAt, ${columns.map((column) => `$${column}`).join(', ')})`,
  )
  const update = db.prepare<[TagColumns & { id: number }]>(
    `UPDATE track SET ${setting(columns)} WHERE id = $id`,
  )
  const renewalOf = (some: readonly string[]) =>
    db.prepare<[TagColumns & { id: number }]>(
      `UPDATE track SET ${setting(some)} WHERE id = $id AND (${differing(some)})`,
    )
  const renewShown = renewalOf(shownColumns)
  const renewQuiet = renewalOf(quietColumns)
  const setVersion = db.prepare<[number, number]>('UPDATE track SET tags_version = ? WHERE id = ?')
  const fieldsOf = db.prepare<[number], TagField>(
    'SELECT key, value FROM track_field WHERE track_id = ? ORDER BY position',
  )
  const dropFields = db.prepare<[number]>('DELETE FROM track_field WHERE track_id = ?')
  const addField = db.prepare<[number, number, string, string]>(
    'INSERT INTO track_field (track_id, position, key, value) VALUES (?, ?, ?, ?)',
  )
  const knownArtwork = db
    .prepare<[Uint8Array], number>('SELECT id FROM artwork WHERE sha256 = ?')
    .pluck()
  const addArtwork = db.prepare<[Uint8Array, string, Uint8Array]>(
    'INSERT INTO artwork (sha256, mime, bytes) VALUES (?, ?, ?)',
  )
  const otherTexts = db
    .prepare<[{ id: number }], string>(
      `SELECT genre || ' ' || album_artist || ' ' || performers FROM track WHERE id = $id
       UNION ALL SELECT value FROM track_field WHERE track_id = $id
       UNION ALL SELECT path_text FROM file WHERE track_id = $id`,
    )
    .pluck()
  const setOther = db.prepare<[{ id: number; other: string }]>(
    'UPDATE track SET other_folded = $other WHERE id = $id AND other_folded <> $other',
  )

  function artworkId({ artwork }: FileFacts): number | null {
    if (!artwork) return null
    const known = knownArtwork.get(artwork.sha256)
    if (known !== undefined) return known
    return Number(addArtwork.run(artwork.sha256, artwork.mime, artwork.bytes).lastInsertRowid)
  }

  function toColumns(facts: FileFacts, path: RelativePath): TagColumns {
    const { tags } = facts
    const title = tags.title || titleFromFileName(toText(path))
    const genre = tags.genre.join(', ')
    return {
      title,
      artist: tags.artist,
      album_artist: tags.albumArtist,
      album: tags.album,
      composer: tags.composer,
      performers: tags.performers,
      genre,
      comment: tags.comment,
      year: tags.year,
      track_number: tags.track,
      disc_number: tags.disc,
      duration: tags.duration,
      container: facts.container,
      codec: tags.codec,
      sample_rate: tags.sampleRate,
      channels: tags.channels,
      bitrate: tags.bitrate,
      track_gain: tags.loudness.trackGain,
      track_peak: tags.loudness.trackPeak,
      album_gain: tags.loudness.albumGain,
      album_peak: tags.loudness.albumPeak,
      tags_version: tagsVersion,
      artwork_id: artworkId(facts),
      title_folded: fold(title),
      artist_folded: fold(tags.artist),
      album_folded: fold(tags.album),
      composer_folded: fold(tags.composer),
      genre_folded: fold(genre),
    }
  }

  function writeFields(trackId: number, { tags }: FileFacts): void {
    dropFields.run(trackId)
    for (const [position, { key, value }] of tags.fields.entries())
      addField.run(trackId, position, key, value)
  }

  function hasFields(trackId: number, { tags }: FileFacts): boolean {
    const known = fieldsOf.all(trackId)
    return (
      known.length === tags.fields.length &&
      known.every(({ key, value }, at) => {
        const field = tags.fields[at]
        return field?.key === key && field.value === value
      })
    )
  }

  function index(trackId: number): void {
    const other = fold(otherTexts.all({ id: trackId }).join(' '))
    setOther.run({ id: trackId, other })
  }

  return {
    add(identity, facts, path) {
      const { lastInsertRowid } = insert.run({
        ...toColumns(facts, path),
        identity,
        addedAt: Date.now(),
      })
      writeFields(Number(lastInsertRowid), facts)
      return Number(lastInsertRowid)
    },
    update(trackId, facts, path) {
      update.run({ ...toColumns(facts, path), id: trackId })
      writeFields(trackId, facts)
    },
    renew(trackId, facts, path) {
      const row = { ...toColumns(facts, path), id: trackId }
      const shown = renewShown.run(row).changes > 0
      const quiet = renewQuiet.run(row).changes > 0
      const sameFields = hasFields(trackId, facts)
      if (!sameFields) writeFields(trackId, facts)
      if (shown || !sameFields) index(trackId)
      return shown || quiet || !sameFields
    },
    setRenewed(trackId) {
      setVersion.run(tagsVersion, trackId)
    },
    index,
  }
}
