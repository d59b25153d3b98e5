import { expect, test } from 'vitest'
import type { Outcome, Provider, Verdict } from '../../contract/device.ts'
import { chooseProvider } from './choose-provider.ts'
import { verdictOf } from './verdicts.ts'

const found = (provider: Provider, outcome: Outcome, windowsPerSecond: number | null): Verdict =>
  verdictOf(provider, 'fp32', { outcome, reason: '', windowsPerSecond })

const verdicts = [
  found('webgpu', 'good', 4),
  found('cuda', 'good', 9),
  found('dml', 'slower', 0.5),
  found('coreml', 'wrong', null),
  found('cpu', 'good', 1),
]

test.each<[wanted: 'auto' | Provider, used: Provider]>([
  ['auto', 'cuda'],
  ['webgpu', 'webgpu'],
  ['dml', 'dml'],
  ['coreml', 'cpu'],
  ['cpu', 'cpu'],
])('of many, where %s is wanted %s is used', (wanted, used) => {
  expect(chooseProvider(verdicts, wanted).provider).toBe(used)
})

test.each<Outcome>(['slower', 'wrong', 'failed', 'crashed', 'hung', 'absent'])(
  'one that is %s is not used by itself',
  (outcome) => {
    const two = [found('webgpu', outcome, 100), found('cpu', 'good', 1)]
    expect(chooseProvider(two, 'auto').provider).toBe('cpu')
  },
)

test('the processor stands in where nothing is known, and even where it failed', () => {
  expect(chooseProvider([], 'auto')).toMatchObject({ provider: 'cpu', batch: 1 })
  expect(chooseProvider([], 'webgpu').provider).toBe('cpu')
  const failed = [found('webgpu', 'failed', null), found('cpu', 'failed', null)]
  expect(chooseProvider(failed, 'auto')).toBe(failed[1])
})
