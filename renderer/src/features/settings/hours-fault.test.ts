import { expect, test } from 'vitest'
import { goesOvernight, hoursFault } from './hours-fault.ts'

test('both times must be whole, and not the same', () => {
  expect(hoursFault({ from: '22:00', to: '07:30' })).toBeNull()
  expect(hoursFault({ from: '', to: '07:30' })).toEqual({ field: 'from', words: 'incomplete' })
  expect(hoursFault({ from: '22:00', to: '' })).toEqual({ field: 'to', words: 'incomplete' })
  expect(hoursFault({ from: '22:00', to: '22:00' })).toEqual({ field: 'to', words: 'same' })
})

test('hours that end before they begin go over midnight', () => {
  expect(goesOvernight({ from: '22:00', to: '07:30' })).toBe(true)
  expect(goesOvernight({ from: '09:00', to: '17:00' })).toBe(false)
  expect(goesOvernight({ from: '09:00', to: '' })).toBe(false)
})
