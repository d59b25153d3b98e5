import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitAtRandom, splitByGroups } from './splits.ts'

const shares = { train: 0.7, validation: 0.1, test: 0.2 }

test('tracks of one artist, album or work are in one part, however they hang together', () => {
  const groupsOfTracks = fc.array(
    fc.array(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 3 }),
    { minLength: 1, maxLength: 60 },
  )
  fc.assert(
    fc.property(groupsOfTracks, fc.integer(), (groups, seed) => {
      const split = splitByGroups(groups, shares, seed)
      expect(split).toHaveLength(groups.length)
      for (const [a, names] of groups.entries())
        for (const [b, others] of groups.entries())
          if (names.some((name) => others.includes(name))) expect(split[a]).toBe(split[b])
    }),
  )
})

const counts = (split: readonly string[]) =>
  ['train', 'validation', 'test'].map((part) => split.filter((one) => one === part).length)

test('the parts have their shares where the groups are small', () => {
  const artists = Array.from({ length: 1000 }, (_, n) => [`artist ${n % 200}`])
  expect(counts(splitByGroups(artists, shares, 1))).toEqual([700, 100, 200])
  expect(counts(splitAtRandom(1000, shares, 1))).toEqual([700, 100, 200])
})

test('the same seed gives the same parts, another seed others', () => {
  const artists = Array.from({ length: 100 }, (_, n) => [`artist ${n % 40}`])
  expect(splitByGroups(artists, shares, 1)).toEqual(splitByGroups(artists, shares, 1))
  expect(splitByGroups(artists, shares, 1)).not.toEqual(splitByGroups(artists, shares, 2))
  expect(splitAtRandom(100, shares, 1)).not.toEqual(splitAtRandom(100, shares, 2))
})

test('a part without a share gets nothing', () => {
  expect(counts(splitAtRandom(10, { train: 1, validation: 0, test: 1 }, 1))).toEqual([5, 0, 5])
})
