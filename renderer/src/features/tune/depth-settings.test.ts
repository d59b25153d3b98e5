import { expect, test } from 'vitest'
import { depthSettings, isSet } from './depth-settings.ts'

test('a depth that was measured becomes settings, where there are such', () => {
  expect(depthSettings(8)).toEqual({ depth: 'quick', quickWindows: 8 })
  expect(depthSettings(null)).toEqual({ depth: 'full' })
  expect(depthSettings(7)).toBeUndefined()
})

test('full depth is set whatever quick depth would take', () => {
  const quick = { depth: 'quick', quickWindows: 12 } as const
  expect(isSet(quick, { depth: 'quick', quickWindows: 12 })).toBe(true)
  expect(isSet(quick, { depth: 'quick', quickWindows: 8 })).toBe(false)
  expect(isSet(quick, { depth: 'full' })).toBe(false)
  expect(isSet({ ...quick, depth: 'full' }, { depth: 'full' })).toBe(true)
})
