import { expect, test } from 'vitest'
import { estimateAnalysis } from './estimate.ts'

const processor = { windowsPerSecond: 2, device: 'cpu', onProcessor: true, cores: 2 }

test('on the processor, time goes by windows: few at quick depth, all at full depth', () => {
  const { tracks, musicSeconds, quickSeconds, fullSeconds } = estimateAnalysis(
    [240, 60, 3],
    12,
    processor,
  )
  expect([tracks, musicSeconds]).toEqual([3, 303])
  expect(quickSeconds).toBe(Math.round(((12 + 12 + 1) / 2) * 1.08))
  expect(fullSeconds).toBe(Math.round(((48 + 12 + 1) / 2) * 1.08))
})

test('tracks of unknown length count as the mean of the others, or as four minutes', () => {
  expect(estimateAnalysis([100, null, 200], 12, processor).musicSeconds).toBe(450)
  expect(estimateAnalysis([null], 12, processor)).toMatchObject({ musicSeconds: 240 })
})

test('where a graphics card encodes faster than the cores decode, decoding decides', () => {
  const card = { windowsPerSecond: 1_000, device: 'webgpu', onProcessor: false, cores: 4 }
  const { quickSeconds, fullSeconds } = estimateAnalysis(Array(1_000).fill(240), 12, card)
  expect(quickSeconds).toBe(Math.round(240_000 / 480))
  expect(fullSeconds).toBe(quickSeconds)
})

test('without a measurement no time is promised', () => {
  expect(estimateAnalysis([240], 12, undefined)).toMatchObject({
    tracks: 1,
    quickSeconds: null,
    fullSeconds: null,
    windowsPerSecond: null,
  })
  expect(estimateAnalysis([], 12, processor)).toMatchObject({ tracks: 0, quickSeconds: 0 })
})
