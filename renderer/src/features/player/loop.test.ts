import { expect, test } from 'vitest'
import { withEnd } from './loop.ts'

test('an end of a loop goes where it is moved', () => {
  expect(withEnd({ from: 1, to: 4 }, 'from', 2.5, 9)).toEqual({ from: 2.5, to: 4 })
  expect(withEnd({ from: 1, to: null }, 'to', 6, 9)).toEqual({ from: 1, to: 6 })
  expect(withEnd({ from: 1, to: null }, 'from', 3, 9)).toEqual({ from: 3, to: null })
})

test('it neither passes the other end nor leaves the track', () => {
  expect(withEnd({ from: 1, to: 4 }, 'from', 7, 9)).toEqual({ from: 3.75, to: 4 })
  expect(withEnd({ from: 1, to: 4 }, 'to', 0, 9)).toEqual({ from: 1, to: 1.25 })
  expect(withEnd({ from: 1, to: 4 }, 'from', -3, 9)).toEqual({ from: 0, to: 4 })
  expect(withEnd({ from: 1, to: 4 }, 'to', 20, 9)).toEqual({ from: 1, to: 9 })
  expect(withEnd({ from: 1, to: null }, 'from', 20, 9)).toEqual({ from: 8.75, to: null })
})
