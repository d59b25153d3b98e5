import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Library, openLibrary } from '../library/database.ts'
import { type ModeSpace, openModeSpace, shapeOf } from './mode-space.ts'
import { distributionOf } from './pitch-class-distribution.ts'

const hicaz = [0, 113, 385, 498, 702, 815, 996]
const rast = [0, 204, 385, 498, 702, 906, 1087]
const scale = (degrees: readonly number[], tonic: number) =>
  distributionOf(
    degrees.map((cents, n) => [cents + tonic, n === 0 ? 3 : 1] as const),
    12,
  )

let folder: string
let library: Library
let space: ModeSpace
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'naghma-space-'))
  library = openLibrary(folder)
  space = openModeSpace(library.db)
})
afterEach(() => {
  library.close()
  rmSync(folder, { recursive: true, force: true })
})

function add(id: number, shape: Uint8Array | null): void {
  const { db } = library
  db.prepare("INSERT INTO track (id, identity, title, added_at) VALUES (?, ?, 't', 0)").run(
    id,
    Buffer.from(`${id}`),
  )
  db.prepare(
    `INSERT INTO mode (track_id, version, decoder, analysed_at, faded_out, melody_seconds,
                       listened_seconds, shape) VALUES (?, 1, '', 0, 0, 0, 0, ?)`,
  ).run(id, shape)
}

/** Overlaps with the mean of some tracks, by track. */
function overlaps(...trackIds: number[]): Map<number, number> | undefined {
  const all = space.overlaps(trackIds)
  return all && new Map(Array.from(all.trackIds, (id, n) => [id, all.overlaps[n] ?? Number.NaN]))
}

test('transposition does not change a shape; another scale does; nothing overlaps with nothing', () => {
  add(1, shapeOf(scale(hicaz, 0), 0))
  for (const [n, tonic] of [7.5, 300, 697.5, 1192.5].entries())
    add(2 + n, shapeOf(scale(hicaz, tonic), tonic))
  add(6, shapeOf(scale(rast, 300), 300))
  add(7, new Uint8Array(80))
  const near = overlaps(1)
  expect(near?.get(1)).toBeCloseTo(1, 5)
  for (let id = 2; id <= 5; id++) expect(near?.get(id)).toBeGreaterThan(0.999)
  expect(near?.get(6)).toBeLessThan(0.9)
  expect(near?.get(6)).toBeCloseTo(overlaps(6)?.get(1) ?? 0, 5)
  expect(near?.get(7)).toBe(0)
})

test('several melodies are asked about as their mean', () => {
  add(1, shapeOf(scale(hicaz, 0), 0))
  add(2, shapeOf(scale(rast, 0), 0))
  add(3, null)
  const both = overlaps(1, 2, 3)
  expect(both?.get(1)).toBeCloseTo(both?.get(2) ?? 0, 2)
  const apart = overlaps(1)?.get(2) ?? 0
  expect(both?.get(1)).toBeCloseTo(Math.sqrt((1 + apart) / 2), 2)
})

test('follows what is added, changed and removed', () => {
  add(1, shapeOf(scale(hicaz, 0), 0))
  add(2, shapeOf(scale(rast, 150), 150))
  add(3, shapeOf(scale(hicaz, 450), 450))
  add(4, null)
  expect([...(overlaps(1)?.keys() ?? [])]).toEqual([1, 2, 3])
  expect(overlaps(1)?.get(3)).toBeGreaterThan(overlaps(1)?.get(2) ?? 1)
  expect(overlaps(4)).toBeUndefined()
  expect(space.has(4)).toBe(false)
  expect(space.size()).toBe(3)
  library.db
    .prepare('UPDATE mode SET shape = ? WHERE track_id = 2')
    .run(shapeOf(scale(hicaz, 0), 0))
  library.db.prepare('DELETE FROM track WHERE id = 1').run()
  add(5, shapeOf(scale(rast, 0), 0))
  expect([...(overlaps(2)?.keys() ?? [])].sort()).toEqual([2, 3, 5])
  expect(overlaps(2)?.get(3)).toBeGreaterThan(0.999)
  expect(overlaps(2)?.get(5)).toBeLessThan(0.9)
  library.db.prepare('UPDATE mode SET shape = NULL WHERE track_id = 2').run()
  expect(overlaps(2)).toBeUndefined()
  expect(space.size()).toBe(2)
})
