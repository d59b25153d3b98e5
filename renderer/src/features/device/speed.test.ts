import { expect, test } from 'vitest'
import { formatSpeed, timesRealTime } from './speed.ts'

test('speeds have two digits or so', () => {
  expect([0.054, 0.5, 1.44, 9.96, 23.4, 1203.7].map(formatSpeed)).toEqual([
    '0.054',
    '0.5',
    '1.4',
    '10.0',
    '23',
    '1,204',
  ])
})

test('one window of five seconds a second is five times real time', () => {
  expect(timesRealTime(1)).toBe(5)
})
