import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lastModel, rememberModel } from '../analysis/embedding-store.ts'
import { openLibrary } from '../library/database.ts'
import { followMovedCheckpoints } from './moved-checkpoints.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'naghma-moved-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Where the library takes its checkpoint from after its data folder was moved. */
function afterMove(checkpoint: string): string | undefined {
  const encoder = {
    modelId: 'm',
    name: 'M',
    file: '',
    layers: 13,
    hiddenSize: 768,
    randomWeights: false,
    warnings: [],
  }
  mkdirSync(checkpoint, { recursive: true })
  const before = openLibrary(join(root, 'old'))
  rememberModel(before.db, encoder, checkpoint)
  before.close()
  renameSync(join(root, 'old'), join(root, 'new'))
  const after = openLibrary(join(root, 'new'))
  followMovedCheckpoints(after.db, join(root, 'new', 'models'))
  const found = lastModel(after.db)?.path
  after.close()
  return found
}

test('a checkpoint that was downloaded into the data folder is found after that was moved', () => {
  expect(afterMove(join(root, 'old', 'models', 'culturemert'))).toBe(
    join(root, 'new', 'models', 'culturemert'),
  )
})

test('one that lies elsewhere stays where it is', () => {
  const elsewhere = join(root, 'mine', 'models', 'culturemert')
  mkdirSync(join(root, 'old', 'models', 'culturemert'), { recursive: true })
  expect(afterMove(elsewhere)).toBe(elsewhere)
})
