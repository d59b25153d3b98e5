import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Library, openLibrary } from '../library/database.ts'
import { type ModeSpace, openModeSpace, shapeOf, shapeOverlap } from './mode-space.ts'
import { distributionOf } from './pitch-class-distribution.ts'

const hicaz = [0, 113, 385, 498, 702, 815, 996]
const rast = [0, 204, 385, 498, 702, 906, 1087]
const scale = (degrees: readonly number[], tonic: number) =>
  distributionOf(
    degrees.map((cents, n) => [cents + tonic, n === 0 ? 3 : 1] as const),
    12,
  )

test('transposition does not change a shape; another scale does', () => {
  const here = shapeOf(scale(hicaz, 0), 0)
  for (const tonic of [7.5, 300, 697.5, 1192.5])
    expect(shapeOverlap(here, shapeOf(scale(hicaz, tonic), tonic))).toBeGreaterThan(0.999)
  expect(shapeOverlap(here, shapeOf(scale(rast, 300), 300))).toBeLessThan(0.9)
})

test('overlap is 1 with itself, 0 with nothing, and symmetric', () => {
  const [a, b] = [shapeOf(scale(hicaz, 0), 0), shapeOf(scale(rast, 0), 0)]
  expect(shapeOverlap(a, a)).toBeCloseTo(1, 6)
  expect(shapeOverlap(a, b)).toBe(shapeOverlap(b, a))
  expect(shapeOverlap(a, new Uint8Array(80))).toBe(0)
})

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

test('finds the nearest, and follows what is added, changed and removed', () => {
  add(1, shapeOf(scale(hicaz, 0), 0))
  add(2, shapeOf(scale(rast, 150), 150))
  add(3, shapeOf(scale(hicaz, 450), 450))
  add(4, null)
  expect(space.nearest(1, 10)?.map(({ trackId }) => trackId)).toEqual([3, 2])
  expect(space.nearest(1, 1)?.map(({ trackId }) => trackId)).toEqual([3])
  expect(space.nearest(4, 10)).toBeUndefined()
  expect(space.size()).toBe(3)
  library.db
    .prepare('UPDATE mode SET shape = ? WHERE track_id = 2')
    .run(shapeOf(scale(hicaz, 0), 0))
  library.db.prepare('DELETE FROM track WHERE id = 3').run()
  add(5, shapeOf(scale(rast, 0), 0))
  expect(space.nearest(1, 10)?.map(({ trackId }) => trackId)).toEqual([2, 5])
  expect(space.nearest(1, 10)?.[0]?.overlap).toBeCloseTo(1, 5)
  library.db.prepare('UPDATE mode SET shape = NULL WHERE track_id = 1').run()
  expect(space.nearest(1, 10)).toBeUndefined()
  expect(space.size()).toBe(2)
})
