import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addNext,
  afterEnd,
  append,
  currentEntry,
  emptyQueue,
  inOrder,
  jumpTo,
  moved,
  onlyCurrent,
  onlyThose,
  type Queue,
  queueAt,
  restored,
  shuffled,
  step,
  without,
} from './queue.ts'

const idsOf = (queue: Queue) => queue.entries.map(({ id }) => id)
const keysOf = (queue: Queue) => queue.entries.map(({ key }) => key)

test('starts at the track, at the very place it was started from', () => {
  expect(queueAt([5, 7, 5, 9], 5, 2).index).toBe(2)
  expect(queueAt([5, 7, 5, 9], 9, 1).index).toBe(3)
  expect(idsOf(queueAt([1, 2], 8))).toEqual([8])
})

test('steps to both ends and no further, unless all is repeated', () => {
  const queue = queueAt([1, 2, 3], 3, 2)
  expect(step(queue, 1, 'off')).toBeUndefined()
  expect(step(queue, 1, 'one')).toBeUndefined()
  expect(step(queue, 1, 'all')?.index).toBe(0)
  expect(step({ ...queue, index: 0 }, -1, 'off')).toBeUndefined()
  expect(step({ ...queue, index: 0 }, -1, 'all')?.index).toBe(2)
  expect(step(queue, -1, 'off')?.index).toBe(1)
  expect(step(emptyQueue, 1, 'all')).toBeUndefined()
  expect(currentEntry(emptyQueue)).toBeUndefined()
})

test('one that is repeated comes again when it ends, but not when it is passed over', () => {
  const queue = queueAt([1, 2], 1)
  expect(afterEnd(queue, 'one')?.index).toBe(0)
  expect(step(queue, 1, 'one')?.index).toBe(1)
  expect(afterEnd(emptyQueue, 'one')).toBeUndefined()
})

test('what is to play next comes right behind the current track, also when shuffled', () => {
  const queue = addNext(
    shuffled(queueAt([1, 2, 3], 2, 1), () => 0),
    [8, 9],
  )
  expect(idsOf(queue).slice(0, 3)).toEqual([2, 8, 9])
  expect(idsOf(inOrder(queue))).toEqual([1, 2, 8, 9, 3])
  expect(idsOf(append(queue, [7])).at(-1)).toBe(7)
  expect(idsOf(addNext(emptyQueue, [4]))).toEqual([4])
})

test('without the current track the next one is current, or the last', () => {
  const queue = queueAt([1, 2, 3, 4], 2, 1)
  const [first = 0, second = 0, third = 0, fourth = 0] = keysOf(queue)
  expect(currentEntry(without(queue, new Set([first, second])))?.id).toBe(3)
  expect(currentEntry(without(queue, new Set([second, third, fourth])))?.id).toBe(1)
  expect(without(queue, new Set(keysOf(queue))).index).toBe(-1)
  expect(idsOf(onlyThose(queue, (id) => id % 2 === 1))).toEqual([1, 3])
  expect(idsOf(onlyCurrent(queue))).toEqual([2])
})

test('moves entries as a block and stays with what plays', () => {
  const queue = queueAt([1, 2, 3, 4], 2, 1)
  const [first = 0, , third = 0] = keysOf(queue)
  const after = moved(queue, new Set([first, third]), 4)
  expect(idsOf(after)).toEqual([2, 4, 1, 3])
  expect(currentEntry(after)?.id).toBe(2)
})

const anyQueue = fc
  .tuple(fc.array(fc.nat(20), { minLength: 1, maxLength: 30 }), fc.nat())
  .map(([ids, n]) => queueAt(ids, ids[n % ids.length] ?? 0, n % ids.length))
const anySeed = fc.infiniteStream(fc.double({ min: 0, max: 0.999_999, noNaN: true }))
const taking = (stream: Stream) => () => stream.next().value ?? 0
type Stream = Iterator<number>

const anyChange = fc.oneof(
  fc.record({ do: fc.constant('next' as const), ids: fc.array(fc.nat(20), { maxLength: 4 }) }),
  fc.record({ do: fc.constant('append' as const), ids: fc.array(fc.nat(20), { maxLength: 4 }) }),
  fc.record({ do: fc.constant('remove' as const), at: fc.nat(40) }),
  fc.record({ do: fc.constant('move' as const), at: fc.nat(40), before: fc.nat(40) }),
  fc.record({ do: fc.constant('jump' as const), at: fc.nat(40) }),
  fc.record({ do: fc.constant('shuffle' as const), seed: anySeed }),
  fc.record({ do: fc.constant('unshuffle' as const) }),
  fc.record({ do: fc.constant('step' as const), by: fc.constantFrom(1 as const, -1 as const) }),
)

function changed(queue: Queue, change: typeof anyChange extends fc.Arbitrary<infer C> ? C : never) {
  const keyAt = (at: number) => queue.entries[at % Math.max(1, queue.entries.length)]?.key ?? -1
  switch (change.do) {
    case 'next':
      return addNext(queue, change.ids)
    case 'append':
      return append(queue, change.ids)
    case 'remove':
      return without(queue, new Set([keyAt(change.at)]))
    case 'move':
      return moved(queue, new Set([keyAt(change.at)]), change.before % (queue.entries.length + 1))
    case 'jump':
      return jumpTo(queue, keyAt(change.at))
    case 'shuffle':
      return shuffled(queue, taking(change.seed))
    case 'unshuffle':
      return inOrder(queue)
    case 'step':
      return step(queue, change.by, 'all') ?? queue
  }
}

test('whatever is done, keys are unique, the index is in the queue, and both orders hold the same', () => {
  fc.assert(
    fc.property(anyQueue, fc.array(anyChange, { maxLength: 25 }), (start, changes) => {
      let queue = start
      for (const change of changes) {
        queue = changed(queue, change)
        expect(new Set(keysOf(queue)).size).toBe(queue.entries.length)
        if (queue.entries.length === 0) expect(queue.index).toBe(-1)
        expect(queue.index).toBeLessThan(queue.entries.length)
        if (queue.unshuffled)
          expect(queue.unshuffled.map(({ key }) => key).toSorted((a, b) => a - b)).toEqual(
            keysOf(queue).toSorted((a, b) => a - b),
          )
      }
    }),
  )
})

test('a shuffle is a permutation that begins with what plays, and is undone by putting it in order', () => {
  fc.assert(
    fc.property(anyQueue, anySeed, (queue, seed) => {
      const mixed = shuffled(shuffled(queue, taking(seed)), taking(seed))
      expect(mixed.entries[0]).toEqual(currentEntry(queue))
      expect(new Set(keysOf(mixed))).toEqual(new Set(keysOf(queue)))
      expect(inOrder(mixed)).toEqual(queue)
    }),
  )
})

test('every order is equally likely', () => {
  const seen = new Map<string, number>()
  let seed = 1
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }
  for (let n = 0; n < 6000; n++) {
    const order = idsOf(shuffled(queueAt([0, 1, 2, 3], 0), random)).join('')
    seen.set(order, (seen.get(order) ?? 0) + 1)
  }
  expect(seen.size).toBe(6)
  for (const count of seen.values()) expect(count).toBeGreaterThan(850)
})

test('an undone change keeps the track that plays now', () => {
  fc.assert(
    fc.property(anyQueue, fc.array(anyChange, { maxLength: 8 }), (before, changes) => {
      const now = changes.reduce(changed, before)
      const back = restored(before, now)
      for (const key of keysOf(before)) expect(keysOf(back)).toContain(key)
      if (currentEntry(now)) expect(currentEntry(back)?.id).toBe(currentEntry(now)?.id)
    }),
  )
})
