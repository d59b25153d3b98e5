import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PlaylistEntry } from '../../../../contract/playlist.ts'
import { movedEntries, rearranged } from './entries.ts'

const entries = [1, 2, 3, 4, 5].map(
  (entryId): PlaylistEntry => ({
    entryId,
    track: null,
    sought: { location: null, title: `t${entryId}`, artist: '', album: '', duration: null },
  }),
)
const ids = (list: readonly PlaylistEntry[]) => list.map(({ entryId }) => entryId)

test('moves entries together, before the place they are dropped at', () => {
  expect(ids(movedEntries(entries, new Set([2, 4]), 0))).toEqual([2, 4, 1, 3, 5])
  expect(ids(movedEntries(entries, new Set([2, 4]), 5))).toEqual([1, 3, 5, 2, 4])
  expect(ids(movedEntries(entries, new Set([2, 4]), 3))).toEqual([1, 3, 2, 4, 5])
})

test('an earlier order comes back around what changed since', () => {
  expect(rearranged([5, 9, 3, 1], [1, 2, 3, 5])).toEqual([1, 9, 3, 5])
  const shuffled = fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7], { minLength: 7 })
  fc.assert(
    fc.property(shuffled, fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8]), (wanted, now) => {
      const after = rearranged(now, wanted)
      expect(after.toSorted()).toEqual(now.toSorted())
      expect(after.filter((id) => id !== 8)).toEqual(wanted.filter((id) => now.includes(id)))
      expect(after.indexOf(8)).toBe(now.indexOf(8))
    }),
  )
})
