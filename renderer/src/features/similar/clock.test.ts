import { expect, test } from 'vitest'
import { readClock } from './clock.ts'

test.each([
  ['', null],
  ['  ', null],
  ['4', 240],
  ['2.5', 150],
  ['2,5', 150],
  ['4:30', 270],
  ['0:07', 7],
  ['1:02:03', 3723],
  ['90:00', 5400],
  ['4:60', undefined],
  ['-1', undefined],
  ['long', undefined],
])('"%s" is %s seconds', (text, seconds) => {
  expect(readClock(text)).toBe(seconds)
})
