import { expect, test } from 'vitest'
import { tenth } from './tenth.ts'

test('counts in tens, never ahead and never beyond the end', () => {
  expect([tenth(0, 0), tenth(9, 100), tenth(19, 100), tenth(100, 100), tenth(3, 2)]).toEqual([
    0, 0, 10, 100, 100,
  ])
})
