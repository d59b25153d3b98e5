import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Work, WorkKind } from '../contract/shell-messages.ts'
import { shouldStayAwake, taskbarProgress, workSigns } from './work-signs.ts'

const running = (fraction: number | null, ...kinds: WorkKind[]): Work => ({
  state: 'running',
  fraction,
  kinds,
})
const idle: Work = { state: 'idle', fraction: null, kinds: [] }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function desk() {
  let focused = false
  let onBattery = false
  let awake = 0
  const notify = vi.fn<(kinds: WorkKind[]) => void>()
  const showProgress = vi.fn()
  const signs = workSigns({
    showProgress,
    notify,
    isFocused: () => focused,
    isOnBattery: () => onBattery,
    stayAwake: () => {
      awake++
      return () => void awake--
    },
    now: () => Date.now(),
  })
  return {
    signs,
    notify,
    showProgress,
    awake: () => awake,
    focus: (is: boolean) => {
      focused = is
    },
    unplug: (is: boolean) => {
      onBattery = is
      signs.power()
    },
  }
}

it('shows on the task bar how far the work is, that it waits, or cannot go on', () => {
  expect(taskbarProgress(idle)).toEqual({ value: -1, mode: 'none' })
  expect(taskbarProgress(running(0.4, 'scan'))).toEqual({ value: 0.4, mode: 'normal' })
  expect(taskbarProgress(running(null, 'scan'))).toEqual({ value: 2, mode: 'indeterminate' })
  expect(taskbarProgress({ ...running(0.4), state: 'paused' }).mode).toBe('paused')
  expect(taskbarProgress({ ...running(0.4), state: 'problem' }).mode).toBe('error')
})

describe('the notification', () => {
  it('comes after long work that nobody watched, once, with all it consisted of', () => {
    const { signs, notify } = desk()
    signs.work(running(0, 'scan'))
    vi.advanceTimersByTime(100_000)
    signs.work(idle)
    vi.advanceTimersByTime(1_000)
    signs.work(running(0, 'sound', 'mode'))
    vi.advanceTimersByTime(30_000)
    signs.work(idle)
    signs.work(idle)
    expect(notify).not.toHaveBeenCalled()
    vi.advanceTimersByTime(5_000)
    expect(notify).toHaveBeenCalledExactlyOnceWith(['scan', 'sound', 'mode'])
    vi.advanceTimersByTime(600_000)
    expect(notify).toHaveBeenCalledOnce()
  })

  it('does not come after short work, under the user’s eyes, or when the engine is gone', () => {
    const { signs, notify, focus } = desk()
    const work = (milliseconds: number) => {
      signs.work(running(0, 'sound'))
      vi.advanceTimersByTime(milliseconds)
      signs.work(idle)
      vi.advanceTimersByTime(10_000)
    }
    work(119_000)
    focus(true)
    work(200_000)
    focus(false)
    signs.work(running(0, 'sound'))
    vi.advanceTimersByTime(200_000)
    signs.gone()
    vi.advanceTimersByTime(10_000)
    work(1_000)
    expect(notify).not.toHaveBeenCalled()
  })
})

describe('the computer', () => {
  it('stays awake for analysis that runs on mains, and for nothing else', () => {
    expect(shouldStayAwake(running(0.1, 'mode'), false)).toBe(true)
    expect(shouldStayAwake(running(0.1, 'mode'), true)).toBe(false)
    expect(shouldStayAwake(running(0.1, 'scan', 'download'), false)).toBe(false)
    expect(shouldStayAwake({ ...running(0.1, 'sound'), state: 'paused' }, false)).toBe(false)
  })

  it('is asked once, and let go when the work waits, the plug is pulled or the engine is gone', () => {
    const { signs, awake, unplug } = desk()
    signs.work(running(0.1, 'sound'))
    signs.work(running(0.2, 'sound'))
    expect(awake()).toBe(1)
    unplug(true)
    expect(awake()).toBe(0)
    unplug(false)
    expect(awake()).toBe(1)
    signs.work({ ...running(0.2, 'sound'), state: 'paused' })
    expect(awake()).toBe(0)
    signs.work(running(0.3, 'sound'))
    signs.gone()
    expect(awake()).toBe(0)
  })
})
