import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TrackRow } from '../../../../contract/track.ts'
import { type Entry, movedEntries, runsOf, stepTarget } from './entries.ts'

function entry(entryId: number): Entry {
  const track: TrackRow = {
    id: entryId * 10,
    title: `t${entryId}`,
    artist: '',
    album: '',
    composer: '',
    genre: '',
    year: null,
    trackNumber: null,
    duration: 1,
    format: 'flac',
    addedAt: 0,
    missing: false,
    damaged: false,
    artwork: false,
    sound: 'none',
    mode: 'none',
    obstacle: null,
    modeTags: [],
    confidence: null,
    tonic: null,
    tradition: null,
    favourite: false,
    albumArtist: '',
  }
  return { entryId, track }
}

const entries = [1, 2, 3, 4, 5].map(entry)
const ids = (list: readonly Entry[]) => list.map(({ entryId }) => entryId)

test('moves entries together, before the place they are dropped at', () => {
  expect(ids(movedEntries(entries, new Set([2, 4]), 0))).toEqual([2, 4, 1, 3, 5])
  expect(ids(movedEntries(entries, new Set([2, 4]), 5))).toEqual([1, 3, 5, 2, 4])
  expect(ids(movedEntries(entries, new Set([2, 4]), 3))).toEqual([1, 3, 2, 4, 5])
})

test('one step by key, and none beyond the ends', () => {
  const up = stepTarget(entries, new Set([3]), -1)
  expect(up !== undefined && ids(movedEntries(entries, new Set([3]), up))).toEqual([1, 3, 2, 4, 5])
  const down = stepTarget(entries, new Set([3]), 1)
  expect(down !== undefined && ids(movedEntries(entries, new Set([3]), down))).toEqual([
    1, 2, 4, 3, 5,
  ])
  expect(stepTarget(entries, new Set([1, 3]), -1)).toBeUndefined()
  expect(stepTarget(entries, new Set([5]), 1)).toBeUndefined()
  expect(stepTarget(entries, new Set(), 1)).toBeUndefined()
})

test('what was removed can be put back where it was', () => {
  fc.assert(
    fc.property(fc.subarray([1, 2, 3, 4, 5, 6, 7, 8]), (removed) => {
      const all = [1, 2, 3, 4, 5, 6, 7, 8].map(entry)
      const tracks = all.map(({ track }) => track.id)
      const left = all.filter(({ entryId }) => !removed.includes(entryId)).map((e) => e.track.id)
      for (const { at, trackIds } of runsOf(all, new Set(removed))) left.splice(at, 0, ...trackIds)
      expect(left).toEqual(tracks)
    }),
  )
})
