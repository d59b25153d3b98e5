import type { HardLibrary } from './hard-library.ts'
import type { MeansSource } from './similar-client.ts'

/** A source of means made on demand: track id n + 1 is track n of the made library. */
export interface HardSource extends MeansSource {
  /** Version of each track that is there; change it to change the library. */
  versions: Map<number, number>
  /** Means that stand in for the made ones. */
  replaced: Map<number, Uint8Array>
  /** Tracks read so far. */
  reads: number
}

export function hardSource(library: HardLibrary, count: number): HardSource {
  const versions = new Map(Array.from({ length: count }, (_, n) => [n + 1, 1]))
  const source: HardSource = {
    versions,
    replaced: new Map(),
    reads: 0,
    list: () => ({
      trackIds: Uint32Array.from(versions.keys()),
      versions: Float64Array.from(versions.values()),
    }),
    read(trackIds) {
      return trackIds.flatMap((trackId) => {
        const version = versions.get(trackId)
        if (version === undefined) return []
        source.reads++
        return [
          { trackId, version, means: source.replaced.get(trackId) ?? library.means(trackId - 1) },
        ]
      })
    },
  }
  return source
}
