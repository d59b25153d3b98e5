import { setImmediate } from 'node:timers/promises'
import type { Database } from '../../native/sqlite.ts'
import { createNames, type Names } from './names.ts'
import type { TrackChanges } from './track-changes.ts'

const ROWS_AT_ONCE = 2000
const MILLISECONDS = 1000

type Row = [
  id: number,
  artist: string,
  albumArtist: string,
  album: string,
  composer: string,
  genre: string,
  disc: number | null,
  track: number | null,
  year: number | null,
  duration: number | null,
  addedAt: number,
  artwork: number | null,
]

const columns = /* sql */ `id, artist, album_artist, album, composer, genre, disc_number, track_number,
  year, duration, added_at, artwork_id`

const GONE = 255

/** Columns that hold numbers of names. */
export type NameColumn = 'artist' | 'albumArtist' | 'album' | 'composer' | 'genre'

/** By track id, what tracks are ordered and grouped by: 35 bytes each. */
export interface FactColumns extends Record<NameColumn, Int32Array> {
  /** 0 where it is not known, as of the three that follow. */
  disc: Uint16Array
  track: Uint16Array
  year: Int16Array
  /** Seconds. */
  duration: Float32Array
  /** Seconds UTC. */
  addedAt: Uint32Array
  /** 1: there is a picture; 255: there is no such track. */
  artwork: Uint8Array
}

export interface TrackFacts {
  readonly names: Names
  /** As of now; do not keep them. */
  current(): FactColumns
  /** Ids of all tracks, ascending, as of now. */
  ids(): Int32Array
  /** Whether all were read. */
  isWarm(): boolean
  /** Reads them in pieces that let other work through. */
  warm(): Promise<void>
}

/** Facts of all tracks in memory, read once and again where they changed. */
export function trackFacts(db: Database, changes: TrackChanges): TrackFacts {
  const names = createNames()
  const touched = changes.follow()
  let facts = empty(0)
  let size = 0
  let readUpTo: number | null = 0
  const some = db
    .prepare<[number, number], Row>(`SELECT ${columns} FROM track WHERE id > ? ORDER BY id LIMIT ?`)
    .raw()
  const one = db.prepare<[number], Row>(`SELECT ${columns} FROM track WHERE id = ?`).raw()

  function reach(id: number): void {
    size = Math.max(size, id + 1)
    if (id < facts.artwork.length) return
    const wider = empty(Math.max(1024, id + 1, Math.ceil(facts.artwork.length * 1.25)))
    for (const name of Object.keys(wider) as (keyof FactColumns)[]) wider[name].set(facts[name])
    facts = wider
  }

  function put(row: Row): void {
    const [id, artist, albumArtist, album, composer, genre, disc, track, year] = row
    reach(id)
    facts.artist[id] = names.numberOf(artist)
    facts.albumArtist[id] = names.numberOf(albumArtist)
    facts.album[id] = names.numberOf(album)
    facts.composer[id] = names.numberOf(composer)
    facts.genre[id] = names.numberOf(genre)
    facts.disc[id] = disc ?? 0
    facts.track[id] = track ?? 0
    facts.year[id] = year ?? 0
    facts.duration[id] = row[9] ?? 0
    facts.addedAt[id] = row[10] / MILLISECONDS
    facts.artwork[id] = row[11] === null ? 0 : 1
  }

  function readSome(): void {
    if (readUpTo === null) return
    const rows = some.all(readUpTo, ROWS_AT_ONCE)
    for (const row of rows) put(row)
    readUpTo = rows.length < ROWS_AT_ONCE ? null : (rows.at(-1)?.[0] ?? null)
  }

  function current(): FactColumns {
    while (readUpTo !== null) readSome()
    for (const id of touched) {
      const row = one.get(id)
      if (row) put(row)
      else if (id < size) facts.artwork[id] = GONE
    }
    touched.clear()
    return facts
  }

  return {
    names,
    current,
    ids() {
      const { artwork } = current()
      const ids = new Int32Array(size)
      let count = 0
      for (let id = 0; id < size; id++) if (artwork[id] !== GONE) ids[count++] = id
      return ids.subarray(0, count)
    },
    isWarm: () => readUpTo === null,
    async warm() {
      while (readUpTo !== null && db.open) {
        readSome()
        await setImmediate()
      }
    },
  }
}

function empty(length: number): FactColumns {
  return {
    artist: new Int32Array(length),
    albumArtist: new Int32Array(length),
    album: new Int32Array(length),
    composer: new Int32Array(length),
    genre: new Int32Array(length),
    disc: new Uint16Array(length),
    track: new Uint16Array(length),
    year: new Int16Array(length),
    duration: new Float32Array(length),
    addedAt: new Uint32Array(length),
    artwork: new Uint8Array(length).fill(GONE),
  }
}
