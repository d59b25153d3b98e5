import type { Provider, Verdict } from '../../contract/device.ts'
import { verdictOf } from './verdicts.ts'

/** Stands in where the processor was not tried. */
const untried = verdictOf('cpu', 'fp32', {
  outcome: 'good',
  reason: 'Not tried yet.',
  batch: 1,
  at: 0,
})

/**
 * The verdict to compute by. `auto`: the fastest that is good. A provider by name: that one if it is right, be it
 * slower than the processor. Otherwise the processor.
 */
export function chooseProvider(verdicts: readonly Verdict[], wanted: 'auto' | Provider): Verdict {
  const isUsable = ({ provider, outcome }: Verdict) =>
    wanted === 'auto'
      ? outcome === 'good'
      : provider === wanted && (outcome === 'good' || outcome === 'slower')
  const [best] = verdicts
    .filter(isUsable)
    .toSorted((a, b) => (b.windowsPerSecond ?? 0) - (a.windowsPerSecond ?? 0))
  return best ?? verdicts.find(({ provider }) => provider === 'cpu') ?? untried
}
