/** Started by library.ts: opens a library, uses it as a page would, and sends home what that took. */
import { join } from 'node:path'
import { type TrackSort, trackSort } from '../contract/track.ts'
import { openTagIndex } from '../engine/browse/tag-index.ts'
import { openLibrary } from '../engine/library/database.ts'
import { openTrackIndex } from '../engine/library/track-index.ts'
import { listTracks } from '../engine/library/tracks.ts'
import { readVocabularies } from '../engine/tags/vocabularies.ts'
import { typedQueries } from './made-tracks.ts'

const sound = { modelId: 'bench', running: new Set<number>(), listening: new Set<number>() }
const models = join(import.meta.dirname, '../models')

/** Milliseconds: median and 95th percentile. */
function spread(times: number[]): { p50: number; p95: number; max: number } {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return { p50: at(0.5), p95: at(0.95), max: at(1) }
}

function milliseconds(work: () => unknown): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

const dataFolder = process.argv[2] ?? ''
const beganAt = performance.now()
const library = openLibrary(dataFolder)
const { db } = library
const index = openTrackIndex(
  db,
  openTagIndex(db, readVocabularies(models), () => null),
)
const page = (sort: TrackSort, offset: number, search = '', descending = false) =>
  listTracks(db, index, { sort, offset, search, descending, limit: 200 }, sound)
const { total } = page('relevance', 0)
const firstPage = performance.now() - beganAt
const warmBegan = performance.now()
await index.warm()
const warm = performance.now() - warmBegan

const queries = typedQueries()
const search = spread(queries.map((query) => milliseconds(() => page('relevance', 0, query))))
const searchSorted = spread(queries.map((query) => milliseconds(() => page('year', 0, query))))
const touch = db.prepare('UPDATE track SET title_folded = title_folded WHERE id = ?')
const searchWhileScanning = spread(
  queries.map((query, i) => {
    for (let id = 1; id <= 50; id++) touch.run(i * 50 + id)
    return milliseconds(() => page('relevance', 0, query))
  }),
)
const pages = Object.fromEntries(
  trackSort.options.map((sort) => {
    const first = milliseconds(() => page(sort, 0))
    const deep = Array.from({ length: 20 }, (_, i) =>
      milliseconds(() => page(sort, Math.floor((total * (i + 0.5)) / 20))),
    )
    return [
      sort,
      {
        first,
        descending: milliseconds(() => page(sort, total - 200, '', true)),
        deep: spread(deep),
      },
    ]
  }),
)
global.gc?.()
process.send?.({
  start: { firstPageMilliseconds: firstPage, warmMilliseconds: warm },
  searchMilliseconds: search,
  searchSortedByYearMilliseconds: searchSorted,
  searchWhileScanningMilliseconds: searchWhileScanning,
  pageMilliseconds: pages,
  residentMegabytes: process.memoryUsage.rss() / 2 ** 20,
})
library.close()
process.disconnect()
