import type { Random } from '../../random.ts'
import { type Mode, type Seyir, stepDown, stepUp } from './mode.ts'

/** Where a phrase goes, in cents above the tonic. */
export interface Arch {
  start: number
  peak: number
  end: number
}

/** The arches of a whole melody, in the order its seyir asks for; the last one closes on the tonic. */
export function archesOf(mode: Mode): Arch[] {
  const { dominant, second } = mode
  const low = Math.min(dominant, second) || dominant
  const high = Math.max(dominant, second)
  const beyond = 1200 + stepUp(mode, stepUp(mode, 0))
  const courses: Record<Seyir, Arch[]> = {
    ascending: [
      { start: 0, peak: low, end: 0 },
      { start: 0, peak: stepUp(mode, low), end: low },
      { start: low, peak: stepUp(mode, high), end: high },
      { start: high, peak: 1200, end: 1200 },
      { start: 1200, peak: beyond, end: high },
      { start: high, peak: high, end: 0 },
    ],
    'ascending-descending': [
      { start: dominant, peak: stepUp(mode, dominant), end: 0 },
      { start: low, peak: 1200, end: dominant },
      { start: 1200, peak: beyond, end: 1200 },
      { start: 1200, peak: 1200, end: dominant },
      { start: low, peak: low, end: 0 },
    ],
    descending: [
      { start: 1200, peak: beyond, end: 1200 },
      { start: 1200, peak: beyond, end: dominant },
      { start: 1200, peak: 1200, end: second },
      { start: second, peak: stepUp(mode, second), end: second },
      { start: second, peak: second, end: 0 },
    ],
  }
  return courses[mode.seyir]
}

const pull = 190
const landing = 2

function targetAt(arch: Arch, index: number, count: number): number {
  const turn = Math.max(1, Math.floor(count * 0.45))
  if (index < turn) return arch.start + ((arch.peak - arch.start) * index) / turn
  return arch.peak + ((arch.end - arch.peak) * (index - turn)) / Math.max(1, count - 1 - turn)
}

function nearness(cents: number, target: number, width: number): number {
  return Math.exp(-(((cents - target) / width) ** 2))
}

/**
 * A random walk along an arch: mostly by step, seldom by third or repeated note, drawn to the arch and
 * to the mode's resting notes, `count` (two or more) pitches in cents of which the first is
 * the arch's start and the last its end.
 */
export function walk(mode: Mode, arch: Arch, count: number, random: Random): number[] {
  let current = arch.start
  const pitches = [current]
  for (let index = 1; index < count - 1; index++) {
    const up = stepUp(mode, current)
    const down = stepDown(mode, current)
    const moves = [
      { cents: up, ease: 1 },
      { cents: down, ease: 1 },
      { cents: stepUp(mode, up), ease: 0.22 },
      { cents: stepDown(mode, down), ease: 0.22 },
      { cents: current, ease: 0.12 },
    ]
    const near = count - 1 - index
    const target = near <= landing ? arch.end : targetAt(arch, index, count)
    const width = near <= landing ? pull * 0.7 : pull
    const weights = moves.map(({ cents, ease }) => {
      const resting = cents === mode.dominant || cents === mode.second || cents % 1200 === 0
      const tooSoon = near === 1 && cents === arch.end
      return ease * (tooSoon ? 0.05 : resting ? 1.3 : 1) * nearness(cents, target, width) + 1e-9
    })
    current = moves[random.weighted(weights)]!.cents
    pitches.push(current)
  }
  const leads = arch.end === 0 && mode.leading !== undefined && random.chance(0.7)
  if (leads) pitches[pitches.length - 1] = mode.leading!
  return [...pitches, arch.end]
}
