import { expect, test } from 'vitest'
import { formatShare } from '../../format.ts'
import { closenessOf } from './closeness.ts'

const share = (place: number, others: number) => {
  const closeness = closenessOf({ place }, others)
  return closeness.is === 'share' ? formatShare(closeness.share) : closeness.is
}

test('the first of all is the nearest, in a library of any size', () => {
  for (const others of [1, 2, 19, 20, 100_000])
    expect(closenessOf({ place: 1 }, others)).toEqual({ is: 'nearest' })
})

test('among a handful a place is told, not a percentage', () => {
  expect(closenessOf({ place: 2 }, 2)).toEqual({ is: 'place', place: 2, others: 2 })
  expect(closenessOf({ place: 5 }, 19)).toEqual({ is: 'place', place: 5, others: 19 })
})

test('a percentage is never 100, and never 0', () => {
  expect(share(2, 1_000_000)).toBe('99.9')
  expect(share(4, 1000)).toBe('99.6')
  expect(share(2, 20)).toBe('90')
  expect(share(50, 100)).toBe('50')
  expect(share(99, 100)).toBe('1')
  expect(share(100, 100)).toBe('farthest')
  for (let place = 2; place <= 3000; place++) {
    expect(share(place, 3000)).not.toBe('100')
    expect(share(place, 3000)).not.toBe('0')
  }
})
