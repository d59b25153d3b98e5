import { expect, test } from 'vitest'
import type { KeptModel } from '../../../../contract/model.ts'
import { modelPutAside } from './model-put-aside.ts'

function kept(name: string, model: Partial<KeptModel> = {}): KeptModel {
  return {
    modelId: name,
    name,
    randomWeights: false,
    path: `/models/${name}`,
    tracks: 10,
    usedAt: 0,
    current: false,
    compared: false,
    ...model,
  }
}

test('nothing is put aside while nothing was heard, or by the current checkpoint again', () => {
  expect(modelPutAside([], '/models/a')).toBeUndefined()
  expect(modelPutAside([kept('a', { current: true, tracks: 0 })], '/models/b')).toBeUndefined()
  expect(modelPutAside([kept('a', { current: true })], '/models/a/')).toBeUndefined()
  expect(modelPutAside([kept('a')], '/models/a')).toBeUndefined()
})

test('the model compared by is put aside, else the one that heard most', () => {
  const heard = [kept('a'), kept('b', { tracks: 90 }), kept('c', { tracks: 20, compared: true })]
  expect(modelPutAside(heard, '/models/new')?.name).toBe('c')
  expect(modelPutAside(heard.slice(0, 2), '/models/new')?.name).toBe('b')
})
