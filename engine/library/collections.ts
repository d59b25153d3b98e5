import type { AlbumRow, AlbumSort, ArtistRow } from '../../contract/collection.ts'
import type { Language } from '../../contract/language.ts'
import type { AlbumName } from '../../contract/track.ts'
import { fold } from './fold.ts'
import { orderByKey } from './order-by-key.ts'
import { searchWords } from './search.ts'
import { finish } from './sort-in-steps.ts'
import type { TrackChanges } from './track-changes.ts'
import type { TrackFacts } from './track-facts.ts'

interface NameQuery {
  readonly search: string
  readonly language: Language
  readonly offset: number
  readonly limit: number
}

export interface AlbumQuery extends NameQuery {
  readonly artist?: string | undefined
  readonly album?: AlbumName | undefined
  readonly sort: AlbumSort
  readonly descending: boolean
}

export interface Collections {
  albums(query: AlbumQuery): { total: number; rows: AlbumRow[] }
  artists(query: NameQuery): { total: number; rows: ArtistRow[] }
  /** Tells of each track, by id, whether it is on an album. */
  ofAlbum(name: AlbumName): (trackId: number) => boolean
  /** Tells of each track, by id, whether its artist is this one. */
  ofArtist(name: string): (trackId: number) => boolean
}

/** Albums in columns: about 50 bytes each. Numbers of names, of the first of their spellings. */
interface Albums {
  count: number
  /** By the number of the album's name, then of its album artist. */
  at: Map<number, Map<number, number>>
  album: Int32Array
  albumArtist: Int32Array
  /** The three artists that come first; 0 where there are fewer. */
  artists: Int32Array
  artistCount: Uint32Array
  year: Int16Array
  tracks: Uint32Array
  duration: Float64Array
  /** Id of the track that shows the cover, 0 without one. */
  cover: Int32Array
  addedAt: Uint32Array
}

/** Artists by number, from the one with the first track on. */
interface Artists {
  /** Numbers of names. */
  name: number[]
  /** Ids of their first tracks. */
  first: number[]
  tracks: number[]
  albums: number[]
}

const SHOWN_ARTISTS = 3
const MILLISECONDS = 1000
interface Grouped {
  asOf: number
  albums: Albums
  artists: Artists
  /** Orders that were asked for. */
  orders: Map<string, Int32Array>
}

/** Artists are numbered below this, so that two numbers make one. */
const PAIR = 2 ** 26

/** Albums and artists of the library, grouped in memory when asked and kept until tracks change. */
export function openCollections(facts: TrackFacts, changes: TrackChanges): Collections {
  const { names } = facts
  let grouped: Grouped | undefined

  function groups(): Grouped {
    if (grouped?.asOf !== changes.tracks)
      grouped = { asOf: changes.tracks, orders: new Map(), ...group(facts) }
    return grouped
  }

  /** Which numbers have each word in one of their names. */
  function matching(search: string, namesOf: (n: number) => readonly number[]) {
    const words = searchWords(fold(search))
    return (n: number) => {
      const numbers = namesOf(n)
      return words.every((word) => numbers.some((name) => names.folded(name).includes(word)))
    }
  }

  function namesOfAlbum({ album, albumArtist, artists }: Albums, n: number): number[] {
    const at = n * SHOWN_ARTISTS
    return [album[n]!, albumArtist[n]!, ...artists.subarray(at, at + SHOWN_ARTISTS)]
  }

  function artistOfAlbum({ albumArtist, artists }: Albums, n: number): number {
    return albumArtist[n] || artists[n * SHOWN_ARTISTS]!
  }

  function sortedAlbums(albums: Albums, { sort, descending, language }: AlbumQuery): Int32Array {
    const ranks = finish(names.ranks(language))
    const { album, year, addedAt } = albums
    const artistRank = (n: number) => ranks[artistOfAlbum(albums, n)] ?? -1
    const albumRank = (n: number) => ranks[album[n]!]!
    const yearKey = (n: number) => year[n]! || -1
    const all = Int32Array.from({ length: albums.count }, (_, n) => n)
    const byYear = orderByKey(orderByKey(all, albumRank), yearKey)
    if (sort === 'artist') return orderByKey(byYear, artistRank, descending)
    const byArtist = orderByKey(byYear, artistRank)
    if (sort === 'title') return orderByKey(byArtist, albumRank, descending)
    if (sort === 'year') return orderByKey(byArtist, yearKey, descending)
    const sign = descending ? -1 : 1
    return byArtist.sort((a, b) => sign * (addedAt[a]! - addedAt[b]!))
  }

  function albumRow(albums: Albums, n: number): AlbumRow {
    const shown = albums.artists.subarray(n * SHOWN_ARTISTS, (n + 1) * SHOWN_ARTISTS)
    return {
      album: names.text(albums.album[n]!),
      albumArtist: names.text(albums.albumArtist[n]!),
      artists: [...shown].flatMap((artist) => (artist > 0 ? [names.text(artist)] : [])),
      artistCount: albums.artistCount[n]!,
      year: albums.year[n] || null,
      tracks: albums.tracks[n]!,
      duration: albums.duration[n]!,
      artworkTrackId: albums.cover[n] || null,
      addedAt: albums.addedAt[n]! * MILLISECONDS,
    }
  }

  /** Whether an album has tracks of an artist, or is the artist's. */
  function withArtist(albums: Albums, name: string): (n: number) => boolean {
    const wanted = names.find(name)
    const { artist, album, albumArtist } = facts.current()
    const found = new Set<number>()
    for (const id of facts.ids()) {
      if (names.group(artist[id]!) !== wanted && names.group(albumArtist[id]!) !== wanted) continue
      const n = albums.at.get(names.group(album[id]!))?.get(names.group(albumArtist[id]!))
      if (n !== undefined) found.add(n)
    }
    return (n) => found.has(n)
  }

  return {
    albums(query) {
      const { albums, orders } = groups()
      const key = `${query.sort} ${query.descending} ${query.language}`
      let order = orders.get(key) ?? sortedAlbums(albums, query)
      orders.set(key, order)
      if (query.album) {
        const { album, albumArtist } = query.album
        const one = albums.at.get(names.find(album))?.get(names.find(albumArtist))
        order = Int32Array.from(one === undefined ? [] : [one])
      }
      if (query.artist !== undefined) order = order.filter(withArtist(albums, query.artist))
      if (query.search) order = order.filter(matching(query.search, (n) => namesOfAlbum(albums, n)))
      const page = order.subarray(query.offset, query.offset + query.limit)
      return { total: order.length, rows: Array.from(page, (n) => albumRow(albums, n)) }
    },
    artists(query) {
      const { artists } = groups()
      const ranks = finish(names.ranks(query.language))
      let order = orderByKey(Int32Array.from(artists.name.keys()), (n) => ranks[artists.name[n]!]!)
      if (query.search) order = order.filter(matching(query.search, (n) => [artists.name[n]!]))
      const page = order.subarray(query.offset, query.offset + query.limit)
      const row = (n: number) => ({
        trackId: artists.first[n]!,
        artist: names.text(artists.name[n]!),
        tracks: artists.tracks[n]!,
        albums: artists.albums[n]!,
      })
      return { total: order.length, rows: Array.from(page, row) }
    },
    ofAlbum({ album, albumArtist }) {
      const wanted = names.find(album)
      const by = names.find(albumArtist)
      const columns = facts.current()
      return (id) =>
        names.group(columns.album[id]!) === wanted && names.group(columns.albumArtist[id]!) === by
    },
    ofArtist(name) {
      const { artist } = facts.current()
      const wanted = names.find(name)
      return (id) => names.group(artist[id]!) === wanted
    },
  }
}

/** One pass over all tracks, in the order of their ids. */
function group(facts: TrackFacts): { albums: Albums; artists: Artists } {
  const { names } = facts
  const columns = facts.current()
  const ids = facts.ids()
  const at: Albums['at'] = new Map()
  const albumOf = new Int32Array(ids.length).fill(-1)
  let count = 0
  for (let n = 0; n < ids.length; n++) {
    const album = names.group(columns.album[ids[n]!]!)
    if (album === 0) continue
    const albumArtist = names.group(columns.albumArtist[ids[n]!]!)
    const byArtist = at.get(album) ?? new Map<number, number>()
    if (byArtist.size === 0) at.set(album, byArtist)
    const known = byArtist.get(albumArtist)
    albumOf[n] = known ?? count
    if (known === undefined) byArtist.set(albumArtist, count++)
  }
  const albums: Albums = {
    count,
    at,
    album: new Int32Array(count),
    albumArtist: new Int32Array(count),
    artists: new Int32Array(count * SHOWN_ARTISTS),
    artistCount: new Uint32Array(count),
    year: new Int16Array(count),
    tracks: new Uint32Array(count),
    duration: new Float64Array(count),
    cover: new Int32Array(count),
    addedAt: new Uint32Array(count),
  }
  const artists: Artists = { name: [], first: [], tracks: [], albums: [] }
  const artistAt = new Map<number, number>()
  const pairs = new Set<number>()
  for (let n = 0; n < ids.length; n++) {
    const id = ids[n]!
    const group = names.group(columns.artist[id]!)
    const album = albumOf[n]!
    if (album >= 0) addToAlbum(albums, album, columns, id)
    if (group === 0) continue
    const artist = artistAt.get(group) ?? artists.name.length
    if (artist === artists.name.length) {
      artistAt.set(group, artist)
      artists.name.push(columns.artist[id]!)
      artists.first.push(id)
      artists.tracks.push(0)
      artists.albums.push(0)
    }
    artists.tracks[artist]!++
    if (album < 0) continue
    const pair = album * PAIR + artist
    if (pairs.has(pair)) continue
    pairs.add(pair)
    artists.albums[artist]!++
    const place = albums.artistCount[album]!++
    if (place < SHOWN_ARTISTS) albums.artists[album * SHOWN_ARTISTS + place] = columns.artist[id]!
  }
  return { albums, artists }
}

function addToAlbum(
  albums: Albums,
  n: number,
  columns: ReturnType<TrackFacts['current']>,
  id: number,
): void {
  if (albums.tracks[n] === 0) {
    albums.album[n] = columns.album[id]!
    albums.albumArtist[n] = columns.albumArtist[id]!
  }
  albums.tracks[n]!++
  albums.duration[n]! += columns.duration[id]!
  const year = columns.year[id]!
  if (year > 0 && (albums.year[n] === 0 || year < albums.year[n]!)) albums.year[n] = year
  if (columns.artwork[id] === 1 && albums.cover[n] === 0) albums.cover[n] = id
  albums.addedAt[n] = Math.max(albums.addedAt[n]!, columns.addedAt[id]!)
}
