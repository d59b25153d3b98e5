import { expect, test } from 'vitest'
import { meansFromBlob, runningMean } from './means.ts'

test('the mean of the windows, as little-endian float16', () => {
  const mean = runningMean(2, 2)
  mean.add(Float32Array.of(1, 2, 3, -4))
  mean.add(Float32Array.of(2, 2, 3, -4.5))
  expect(mean.windows).toBe(2)
  const blob = mean.toBlob()
  expect([...blob]).toEqual([0x00, 0x3e, 0x00, 0x40, 0x00, 0x42, 0x40, 0xc4])
  expect(meansFromBlob(blob)).toEqual(Float32Array.of(1.5, 2, 3, -4.25))
})

test('many windows lose no precision', () => {
  const mean = runningMean(1, 1)
  for (let i = 0; i < 2160; i++) mean.add(Float32Array.of(i % 2 ? 1.0009765625 : 0.9990234375))
  expect(meansFromBlob(mean.toBlob())).toEqual(Float32Array.of(1))
})

test('reads a blob at an odd place in memory', () => {
  const memory = Uint8Array.from([9, 0x00, 0x3c])
  expect(meansFromBlob(memory.subarray(1))).toEqual(Float32Array.of(1))
})

test('refuses what does not fit', () => {
  expect(() => runningMean(2, 2).add(new Float32Array(3))).toThrow(RangeError)
  expect(() => runningMean(2, 2).toBlob()).toThrow(RangeError)
  expect(() => meansFromBlob(new Uint8Array(3))).toThrow(RangeError)
})
