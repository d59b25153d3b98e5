import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchUse } from './watch-use.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the use of the computer is told now and then, and when the plug is pulled', () => {
  const events = new EventEmitter()
  let onBattery = false
  const told: unknown[] = []
  const timer = watchUse(
    {
      on: (event, listener) => events.on(event, listener),
      getSystemIdleTime: () => 3.7,
      isOnBatteryPower: () => onBattery,
    },
    (use) => told.push(use),
  )
  vi.advanceTimersByTime(20_000)
  expect(told).toEqual([
    { idleSeconds: 4, onBattery: false },
    { idleSeconds: 4, onBattery: false },
  ])
  onBattery = true
  events.emit('on-battery')
  expect(told.at(-1)).toEqual({ idleSeconds: 4, onBattery: true })
  clearInterval(timer)
})
