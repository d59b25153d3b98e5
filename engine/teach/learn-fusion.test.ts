import { expect, test } from 'vitest'
import { seededRandom } from '../random.ts'
import { fixedWeights } from '../tags/fuse.ts'
import { type FusionExample, learnWeights } from './learn-fusion.ts'

/** A head that knows, templates that draw lots. */
function examples(count: number): FusionExample[] {
  const random = seededRandom(1)
  return Array.from({ length: count }, () => {
    const has = random.chance(0.5)
    return {
      has,
      evidence: {
        head: (has ? 1 : -1) * random.between(-0.3, 2),
        mode: random.between(-2, 2),
      },
    }
  })
}

test('too few words, or words of one kind, leave the fixed weights', () => {
  expect(learnWeights(examples(29))).toBeNull()
  expect(learnWeights(examples(60).map((one) => ({ ...one, has: true })))).toBeNull()
})

test('who is right is believed more, and who draws lots less', () => {
  const learned = learnWeights(examples(200))
  expect(learned?.head).toBeGreaterThan(fixedWeights.head + 0.3)
  expect(learned?.mode).toBeLessThan(0.3)
  expect(learned?.file).toBeCloseTo(fixedWeights.file)
  expect(Math.abs(learned?.bias ?? 1)).toBeLessThan(0.5)
})

test('a few more words never make a jump, and a liar is not believed the contrary', () => {
  const [few, more] = [learnWeights(examples(30)), learnWeights(examples(40))]
  expect(Math.abs((few?.head ?? 0) - (more?.head ?? 9))).toBeLessThan(0.4)
  const lies = examples(300).map((one) => ({ ...one, has: !one.has }))
  expect(learnWeights(lies)?.head).toBe(0)
})
