import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createVectorIndex, loadVectorIndex } from './vectors.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-vectors-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function onCircle(n: number, of: number): Float32Array {
  const angle = (2 * Math.PI * n) / of
  return Float32Array.of(Math.cos(angle), Math.sin(angle), 0)
}

function circle(count: number) {
  const index = createVectorIndex(3, 4, { m: 8, efConstruction: 50 })
  for (let n = 0; n < count; n++) index.put(n, onCircle(n, count))
  return index
}

it('finds the nearest, best first, and grows beyond its first capacity', () => {
  const hits = circle(100).search(onCircle(50, 100), 3, 50)
  expect(hits[0]?.label).toBe(50)
  expect(hits[0]?.similarity).toBeCloseTo(1, 5)
  expect(new Set(hits.slice(1).map((hit) => hit.label))).toEqual(new Set([49, 51]))
})

it('forgets removed labels, takes them back, and replaces vectors', () => {
  const index = circle(100)
  index.remove(50)
  expect(index.search(onCircle(50, 100), 5, 50).map((hit) => hit.label)).not.toContain(50)
  index.put(50, onCircle(0, 100))
  expect(
    index
      .search(onCircle(0, 100), 2, 50)
      .map((hit) => hit.label)
      .sort(),
  ).toEqual([0, 50])
  expect(index.search(onCircle(50, 100), 1, 50)[0]?.label).not.toBe(50)
})

it('answers with what it has when asked for more', () => {
  expect(circle(3).search(onCircle(0, 3), 10, 10)).toHaveLength(3)
  expect(
    createVectorIndex(3, 0, { m: 8, efConstruction: 50 }).search(onCircle(0, 3), 1, 10),
  ).toEqual([])
})

it('comes back from a file the same, under a name that is not ASCII', async () => {
  const path = join(folder, 'dizin-ğü-σ.hnsw')
  const index = circle(200)
  index.remove(7)
  await index.save(path)
  const loaded = await loadVectorIndex(path, 3)
  for (const n of [0, 7, 120]) {
    expect(loaded.search(onCircle(n, 200), 5, 50)).toEqual(index.search(onCircle(n, 200), 5, 50))
  }
  loaded.put(1000, onCircle(7, 200))
  expect(loaded.search(onCircle(7, 200), 1, 50)[0]?.label).toBe(1000)
})

it('is empty once released', () => {
  const index = circle(100)
  index.release()
  expect(index.search(onCircle(0, 100), 1, 10)).toEqual([])
})

it('refuses wrong sizes, wrong labels and missing files', async () => {
  const index = circle(3)
  expect(() => index.put(9, new Float32Array(2))).toThrow(/2 values in an index of 3/)
  expect(() => index.search(new Float32Array(4), 1, 10)).toThrow(RangeError)
  expect(() => index.put(-1, onCircle(0, 3))).toThrow(/label/)
  expect(() => index.put(2 ** 32, onCircle(0, 3))).toThrow(/label/)
  await expect(loadVectorIndex(join(folder, 'none'), 3)).rejects.toThrow()
})
