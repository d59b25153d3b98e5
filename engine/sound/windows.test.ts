import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  collectWindows,
  type TrackWindow,
  type WantedWindows,
  WINDOW,
  windowCount,
  windowIndices,
  windowStarts,
} from './windows.ts'

const wishes = fc.constantFrom<WantedWindows>(4, 12, 24, null)
const lengths = fc.oneof(
  fc.integer({ min: 24_000, max: 40 * WINDOW }),
  fc.integer({ min: 1, max: 40 }).map((n) => n * WINDOW),
  fc.integer({ min: 1, max: 40 }).map((n) => n * WINDOW + 1),
)

describe('the plan of a track', () => {
  test('full depth covers every sample, in windows that end with the track', () => {
    fc.assert(
      fc.property(lengths, (total) => {
        const starts = windowStarts(total, null)
        expect(starts.length).toBe(Math.ceil(total / WINDOW))
        expect(starts[0]).toBe(0)
        if (total >= WINDOW) expect(starts.at(-1)).toBe(total - WINDOW)
        for (const [i, start] of starts.slice(0, -1).entries()) expect(start).toBe(i * WINDOW)
      }),
    )
  })

  test('quick depth takes at most 12 of them, the first and the last included, evenly', () => {
    fc.assert(
      fc.property(lengths, (total) => {
        const full = windowStarts(total, null)
        const quick = windowStarts(total, 12)
        expect(quick.length).toBe(Math.min(12, full.length))
        expect([quick[0], quick.at(-1)]).toEqual([full[0], full.at(-1)])
        const indices = quick.map((start) => full.indexOf(start))
        const gaps = indices.slice(1).map((index, i) => index - (indices[i] ?? 0))
        expect(Math.min(...gaps, Infinity)).toBeGreaterThanOrEqual(1)
        if (gaps.length > 0) expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('the indices of a track of 48 windows', () => {
    expect(windowIndices(48 * WINDOW, 12)).toEqual([0, 4, 9, 13, 17, 21, 26, 30, 34, 38, 43, 47])
  })

  test('a short track is one window, a shorter one is refused', () => {
    expect(windowStarts(24_000, 12)).toEqual([0])
    expect(windowStarts(WINDOW - 1, null)).toEqual([0])
    expect(() => windowStarts(23_999, null)).toThrow(expect.objectContaining({ code: 'too-short' }))
  })
})

/** A track whose every sample is its own position, so that a window shows where it was cut. */
function collect(
  wanted: WantedWindows,
  estimate: number,
  total: number,
  blocks: readonly number[],
) {
  const collector = collectWindows(wanted, estimate)
  const windows: TrackWindow[] = []
  for (let at = 0, i = 0; at < total; i++) {
    const length = Math.min(blocks[i % blocks.length] ?? 1, total - at)
    const start = at
    windows.push(...collector.push(new Float32Array(length).map((_, k) => start + k)))
    at += length
  }
  const end = collector.finish()
  return { ...end, windows: [...windows, ...end.windows] }
}

function placesOf(windows: readonly TrackWindow[]) {
  for (const { samples } of windows)
    if (samples.at(-1) !== (samples[0] ?? 0) + samples.length - 1) throw new Error('not in order')
  return windows.map(({ index, samples }) => [index, samples[0], samples.length])
}

function planOf(total: number, wanted: WantedWindows) {
  const starts = windowStarts(total, wanted)
  const length = Math.min(total, WINDOW)
  return windowIndices(total, wanted).map((index, i) => [index, starts[i], length])
}

describe('cutting a stream', () => {
  // Positions up to 2^24 are exact in float32, so up to 139 windows.
  const blocks = fc.array(fc.integer({ min: 5_000, max: 300_000 }), { minLength: 1, maxLength: 5 })

  test('gives the planned windows when the estimate is right, whatever the blocks', () => {
    fc.assert(
      fc.property(wishes, lengths, blocks, (wanted, total, cut) => {
        const { windows, exact, totalSamples } = collect(wanted, total, total, cut)
        expect({ exact, totalSamples }).toEqual({ exact: true, totalSamples: total })
        expect(placesOf(windows)).toEqual(planOf(total, wanted))
      }),
      { numRuns: 40 },
    )
  })

  test('says when a wrong estimate led to other windows, and then only', () => {
    fc.assert(
      fc.property(lengths, lengths, blocks, (estimate, total, cut) => {
        const { windows, exact } = collect(12, estimate, total, cut)
        const found = JSON.stringify(placesOf(windows))
        expect(found === JSON.stringify(planOf(total, 12))).toBe(exact)
        if (windowCount(estimate) === windowCount(total)) expect(exact).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test.each([0, 1, 3 * WINDOW, 1e15, Infinity, Number.NaN])(
    'full depth ignores an estimate of %d',
    (estimate) => {
      const total = 15 * WINDOW + 7
      const { windows, exact } = collect(null, estimate, total, [48_000])
      expect(exact).toBe(true)
      expect(placesOf(windows)).toEqual(planOf(total, null))
    },
  )

  test('a wrong estimate of a short track costs nothing', () => {
    for (const estimate of [0, 5 * WINDOW, 12 * WINDOW])
      expect(collect(12, estimate, 7 * WINDOW + 5, [10_000]).exact).toBe(true)
  })

  test('a stream below one second is refused', () => {
    const collector = collectWindows(12, WINDOW)
    collector.push(new Float32Array(23_999))
    expect(() => collector.finish()).toThrow(expect.objectContaining({ code: 'too-short' }))
  })
})
