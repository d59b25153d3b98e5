import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Depth } from '../../contract/track.ts'
import { type Library, openLibrary } from '../library/database.ts'
import { listMeans, readMeans, rememberModel, storeEmbedding } from './embedding-store.ts'

let root: string
let library: Library
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'naghma-embeddings-'))
  library = openLibrary(root)
  const shape = { layers: 1, hiddenSize: 2 }
  const encoder = { name: 'Tiny', file: '', ...shape, randomWeights: true, warnings: [] }
  rememberModel(library.db, { modelId: 'm', ...encoder }, '/model')
  library.db.exec("INSERT INTO track (id, identity, title, added_at) VALUES (5, x'05', 'five', 0)")
})
afterEach(() => {
  library.close()
  rmSync(root, { recursive: true, force: true })
})

function store(trackId: number, depth: Depth, means: Uint8Array): void {
  const made = { windows: 1, duration: 7, decoder: 'wav', damaged: true }
  const embedding = { means, depth, ...made }
  storeEmbedding(library.db, { trackId, modelId: 'm', device: 'cpu', embedding })
}

const meansOf = (trackId: number) =>
  readMeans(library.db, 'm', [trackId]).map(({ means }) => Array.from(means))

test('a full embedding replaces a quick one, a quick one never a full one', () => {
  store(5, 'quick', Uint8Array.of(1, 2, 3, 4))
  store(5, 'full', Uint8Array.of(5, 6, 7, 8))
  store(5, 'quick', Uint8Array.of(9, 9, 9, 9))
  expect(meansOf(5)).toEqual([[5, 6, 7, 8]])
  expect(Array.from(listMeans(library.db, 'm').trackIds)).toEqual([5])
  expect(library.db.prepare('SELECT duration, damaged FROM track').get()).toEqual({
    duration: 7,
    damaged: 1,
  })
})

test('a track that left the library while it was analysed is passed over', () => {
  store(6, 'quick', Uint8Array.of(1, 2, 3, 4))
  expect(meansOf(6)).toEqual([])
  expect(listMeans(library.db, 'm')).toEqual({
    trackIds: new Uint32Array(),
    versions: new Float64Array(),
  })
})
