import { expect, test } from 'vitest'
import { readPeaks, waveformPath } from './waveform-path.ts'

const heights = (path: string) =>
  [...path.matchAll(/v([\d.]+)/g)].map(([, height]) => Number(height))

test('bars are as high as the loudest peak in them, and the loudest fills the box', () => {
  expect(heights(waveformPath(new Uint8Array([10, 100, 50, 0]), 2))).toEqual([2, 1])
  expect(heights(waveformPath(new Uint8Array([50, 50]), 4))).toEqual([2, 2, 2, 2])
})

test('silence is a line', () => {
  expect(heights(waveformPath(new Uint8Array(8), 2))).toEqual([0.08, 0.08])
})

test('bytes come back from base64', () => {
  expect([...readPeaks('AAH/')]).toEqual([0, 1, 255])
})
