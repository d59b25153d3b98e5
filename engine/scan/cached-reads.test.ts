import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cachedReads } from './cached-reads.ts'
import { noise } from './fixtures/bytes.ts'

test('answers what the file holds, wherever and however much is asked', () => {
  const file = noise(1_300_000)
  const read = cachedReads((offset, length) => file.subarray(offset, offset + length))
  fc.assert(
    fc.property(fc.nat(1_310_000), fc.oneof(fc.nat(200), fc.nat(200_000)), (offset, length) => {
      expect(Buffer.compare(read(offset, length), file.subarray(offset, offset + length))).toBe(0)
    }),
    { numRuns: 500 },
  )
})

test('small reads near each other cost one read of the file', () => {
  let reads = 0
  const read = cachedReads((_, length) => {
    reads++
    return new Uint8Array(length)
  })
  for (let at = 0; at < 60_000; at += 10) read(at, 10)
  expect(reads).toBe(1)
})
