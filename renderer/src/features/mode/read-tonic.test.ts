import { expect, test } from 'vitest'
import { readTonic } from './read-tonic.ts'

test.each([
  ['440', 440],
  ['146.8 Hz', 146.8],
  ['146,8hz', 146.8],
  ['A4', 440],
  ['a3', 220],
  ['C4', 261.626],
  ['D4 +12', 295.707],
  ['Eb4 -15 cents', 308.443],
  ['F♯3', 184.997],
  ['Bb3', 233.082],
  ['A4 −50 c', 427.474],
])('%s is %d Hz', (text, hz) => {
  expect(readTonic(text)).toBeCloseTo(hz, 2)
})

test.each(['', 'H4', 'D', '12', '4000', 'C9', 'A4 50', 'Re', 'D4 + cents', '1e3'])(
  '"%s" is no tonic',
  (text) => {
    expect(readTonic(text)).toBeNull()
  },
)
