import type { BrowseCounts } from '../../contract/browse.ts'
import type { Database } from '../../native/sqlite.ts'

/** Artists of all tracks, numbered: the number of "" is 0. */
export interface ArtistNames {
  count(): number
  placeOf(trackId: number): number
  /** Numbers of artists by name, as written; a name that nobody has is -1, which no track has. */
  placesOf(names: readonly string[]): Set<number>
  /** Names by how many tracks they have, given by number; the empty name is left out. */
  mostFrequent(tracks: Uint32Array, most: number): Pick<BrowseCounts, 'artists' | 'artistCount'>
}

/** Reads artists when asked, and again only those that changed. */
export function artistNames(db: Database): ArtistNames {
  const names: string[] = ['']
  const places = new Map<string, number>([['', 0]])
  let placeOf = new Int32Array(0)
  let everything = true
  const touched = new Set<number>()
  const all = db.prepare<[], [number, string]>('SELECT id, artist FROM track').raw()
  const one = db.prepare<[number], string>('SELECT artist FROM track WHERE id = ?').pluck()
  db.function('naghma_artist_touched', (id: unknown) => {
    if (typeof id === 'number') touched.add(id)
    return null
  })
  for (const event of ['INSERT', 'UPDATE OF artist'])
    db.exec(
      `CREATE TEMP TRIGGER naghma_artist_${event.slice(0, 6)} AFTER ${event} ON main.track
       BEGIN SELECT naghma_artist_touched(new.id); END;`,
    )

  function put(id: number, artist: string): void {
    if (id >= placeOf.length) {
      const wider = new Int32Array(Math.max(1024, id + 1, Math.ceil(placeOf.length * 1.5)))
      wider.set(placeOf)
      placeOf = wider
    }
    const place = places.get(artist) ?? names.length
    if (place === names.length) {
      names.push(artist)
      places.set(artist, place)
    }
    placeOf[id] = place
  }

  function catchUp(): void {
    if (everything) for (const [id, artist] of all.iterate()) put(id, artist)
    else for (const id of touched) put(id, one.get(id) ?? '')
    everything = false
    touched.clear()
  }

  return {
    count: () => {
      catchUp()
      return names.length
    },
    placeOf: (trackId) => placeOf[trackId] ?? 0,
    placesOf: (wanted) => {
      catchUp()
      return new Set(wanted.map((name) => places.get(name) ?? -1))
    },
    mostFrequent: (tracks, most) => {
      const present = names.flatMap((artist, place) => {
        const count = tracks[place] ?? 0
        return place > 0 && count > 0 ? [{ artist, tracks: count }] : []
      })
      present.sort((a, b) => b.tracks - a.tracks || (a.artist < b.artist ? -1 : 1))
      return { artists: present.slice(0, most), artistCount: present.length }
    },
  }
}
