import { expect, test } from 'vitest'
import { certainAnswer } from './families.ts'

const families = [
  { id: 'family-ussak', members: ['ussak', 'beyati', 'neva'] },
  { id: 'family-rast', members: ['rast', 'mahur'] },
]
const posterior = (shares: Record<string, number>) =>
  Object.entries(shares).map(([id, probability]) => ({ id, probability }))

test('one makam alone when it reaches the threshold', () => {
  expect(certainAnswer(posterior({ ussak: 0.65, beyati: 0.3 }), families, 0.6)).toMatchObject({
    id: 'ussak',
    members: [],
  })
})

test('a family when its members do together', () => {
  const answer = certainAnswer(posterior({ ussak: 0.4, beyati: 0.3, rast: 0.2 }), families, 0.6)
  expect(answer).toMatchObject({ id: 'family-ussak', members: ['ussak', 'beyati', 'neva'] })
  expect(answer?.probability).toBeCloseTo(0.7)
})

test('nothing when neither does', () => {
  expect(certainAnswer(posterior({ ussak: 0.4, rast: 0.4 }), families, 0.6)).toBeUndefined()
  expect(certainAnswer([], families, 0.6)).toBeUndefined()
})
