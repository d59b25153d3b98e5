import { expect, test } from 'vitest'
import { askedModel, otherModel } from './chosen-model.ts'

const [one, two, three] = ['a', 'b', 'c'].map((modelId) => ({ modelId, tracks: 3 }))
const kept = [one!, two!]

test('a choice holds until the library forgets its model', () => {
  expect(askedModel([], 'a')).toBe('a')
  expect(askedModel(kept, 'a')).toBe('a')
  expect(askedModel(kept, 'c')).toBeNull()
  expect(askedModel(kept, null)).toBeNull()
})

test('there is another model to compare with when exactly two are kept, and it knows tracks', () => {
  expect(otherModel(kept, 'a')).toBe(two)
  expect(otherModel([one!, two!, three!], 'a')).toBeUndefined()
  expect(otherModel([one!], 'a')).toBeUndefined()
  expect(otherModel([one!, { modelId: 'b', tracks: 0 }], 'a')).toBeUndefined()
  expect(otherModel(kept, 'c')).toBeUndefined()
})
