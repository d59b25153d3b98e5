import type { Database } from '../../native/sqlite.ts'
import { fold } from '../library/fold.ts'
import { type RelativePath, toText } from './file-name.ts'
import type { FileFacts } from './read-file.ts'
import { titleFromFileName } from './tag-text.ts'

export interface TrackStore {
  /** Makes a track of what a file holds; returns its id. */
  add(identity: Uint8Array, facts: FileFacts, path: RelativePath): number
  /** Takes tags and artwork over from a file of the track. A duration that is known is kept if the file has none. */
  update(trackId: number, facts: FileFacts, path: RelativePath): void
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
  artwork_id: number | null
  title_folded: string
  artist_folded: string
  album_folded: string
  composer_folded: string
  genre_folded: string
}

const columns = (
  'title artist album_artist album composer performers genre comment year track_number disc_number ' +
  'duration container codec sample_rate channels bitrate track_gain track_peak album_gain album_peak artwork_id ' +
  'title_folded artist_folded album_folded composer_folded genre_folded'
).split(' ')

/** Writes tracks as read from files. Every call belongs inside a transaction. */
export function trackStore(db: Database): TrackStore {
  const insert = db.prepare<[TagColumns & { identity: Uint8Array; addedAt: number }]>(
    `INSERT INTO track (identity, added_at, ${columns.join(', ')})
     VALUES ($identity, $addedAt, ${columns.map((column) => `$${column}`).join(', ')})`,
  )
  const update = db.prepare<[TagColumns & { id: number }]>(
    `UPDATE track SET ${columns
      .map((column) =>
        column === 'duration'
          ? 'duration = coalesce($duration, duration)'
          : `${column} = $${column}`,
      )
      .join(', ')} WHERE id = $id`,
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
    index(trackId) {
      const other = fold(otherTexts.all({ id: trackId }).join(' '))
      setOther.run({ id: trackId, other })
    },
  }
}
