import { expect, test } from 'vitest'
import { createUseReader, shareOfOthers } from './computer-use.ts'

const before = { user: 100, nice: 1_000, sys: 50, idle: 2_000, irq: 0 }

test('what runs at low priority is not counted as the work of others', () => {
  const after = { user: 110, nice: 1_900, sys: 60, idle: 2_080, irq: 0 }
  expect(shareOfOthers(before, after)).toBeCloseTo(0.02)
  expect(shareOfOthers(before, { ...after, user: 1_100, nice: 1_000 })).toBeCloseTo(1_010 / 1_090)
})

test('where low priority is not counted, or no time has passed, nothing is known', () => {
  expect(shareOfOthers({ ...before, nice: 0 }, { ...before, nice: 0, user: 500 })).toBeNull()
  expect(shareOfOthers(before, before)).toBeNull()
})

test('a desktop application is believed, and elsewhere the system is asked', async () => {
  const desktop = createUseReader(() => ({ idleSeconds: 7, onBattery: true }))
  expect(await desktop.read()).toMatchObject({ idleSeconds: 7, onBattery: true })
  const use = await createUseReader(() => null).read()
  expect(use.idleSeconds).toBeNull()
  expect(typeof use.onBattery).toBe('boolean')
})
