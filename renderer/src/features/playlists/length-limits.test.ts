import { expect, test } from 'vitest'
import { lengthLimits, withLengthLimits } from './length-limits.ts'

test.each([
  ['saba', null, null],
  ['length:>=3:00 saba length:<=10:00', 180, 600],
  ['length:3:00-10:00', 180, 600],
  ['time:>3:00 length:>1:00', 181, null],
  ['length:<1:02:03', null, 3722],
  ['-length:<3:00 length:', null, null],
])('“%s” is from %s to %s', (search, least, most) => {
  expect(lengthLimits(search)).toEqual({ least, most })
})

test('limits take the place of the search’s own, and nothing else changes', () => {
  const search = 'makam:"kürdili hicazkâr" length:>5:00 "uzun hava" -length:<1:00'
  const limited = withLengthLimits(search, { least: 180, most: 3723 })
  expect(limited).toBe(
    'makam:"kürdili hicazkâr" "uzun hava" -length:<1:00 length:>=3:00 length:<=1:02:03',
  )
  expect(lengthLimits(limited)).toEqual({ least: 180, most: 3723 })
  expect(withLengthLimits('length:3:00-4:00', { least: null, most: null })).toBe('')
})
