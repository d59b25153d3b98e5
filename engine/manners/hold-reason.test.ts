import { describe, expect, test } from 'vitest'
import { type ComputerUse, holdReason, type MannersSettings } from './hold-reason.ts'

const anything: MannersSettings = { pauseOnBattery: false, onlyWhenIdle: false, hours: null }
const quiet: ComputerUse = { onBattery: false, idleSeconds: 600, otherLoad: 0.02 }

function at(clock: string): Date {
  return new Date(`2026-03-01T${clock}:00`)
}

describe('hours', () => {
  const night = { ...anything, hours: { from: '22:00', to: '07:30' } }
  const day = { ...anything, hours: { from: '09:00', to: '17:00' } }
  test.each([
    [night, '21:59', 'hours'],
    [night, '22:00', null],
    [night, '00:00', null],
    [night, '07:29', null],
    [night, '07:30', 'hours'],
    [day, '08:59', 'hours'],
    [day, '09:00', null],
    [day, '17:00', 'hours'],
    [{ ...anything, hours: { from: '05:00', to: '05:00' } }, '12:00', null],
  ] as const)('%o at %s: %s', (settings, clock, expected) => {
    expect(holdReason(settings, quiet, at(clock))).toBe(expected)
  })
})

describe('use of the computer', () => {
  const polite = { ...anything, pauseOnBattery: true, onlyWhenIdle: true }
  test.each([
    ['nobody is there', {}, null],
    ['on battery', { onBattery: true }, 'battery'],
    ['a key was touched', { idleSeconds: 5 }, 'busy'],
    ['another program works', { otherLoad: 0.5 }, 'busy'],
    ['nothing is known', { idleSeconds: null, otherLoad: null }, null],
    ['only the load is known', { idleSeconds: null, otherLoad: 0.05 }, null],
  ] as const)('%s: %s', (_what, use, expected) => {
    expect(holdReason(polite, { ...quiet, ...use }, at('12:00'))).toBe(expected)
  })

  test('whoever wants none of it is not held', () => {
    const use = { onBattery: true, idleSeconds: 0, otherLoad: 1 }
    expect(holdReason(anything, use, at('12:00'))).toBeNull()
  })
})
