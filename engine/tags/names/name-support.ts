import { isGeneralForm, isStrongForm } from './ambiguous-names.ts'
import { hasMode, isMode, isSupportive, type Mention, shareTradition } from './mention.ts'
import type { FoundName } from './name-index.ts'
import type { Word } from './split-words.ts'
import {
  areNear,
  areNextSegments,
  fillsSegment,
  isAllNames,
  isContinuous,
  type Layout,
} from './text-layout.ts'

/** The names of a text and where they lie. */
export interface Named {
  words: readonly Word[]
  mentions: readonly Mention[]
  layout: Layout
}

type Support = 'strong' | 'weak'

interface Neighbour {
  neighbour: Mention
  /** Whether nothing but names follows within the segment. */
  closes: boolean
}

const mostBeside = 3
const mostBetween = 2

/**
 * How a neighbour supports a mode: strongly by a rhythm, or by a form that is the last word about it
 * ("Rast Gazel", but not "Irak Kar Altında") and is not one that songs on anything have ("Acem Türküsü",
 * "Durga Bhajan").
 */
function supportOf(mention: FoundName, { neighbour, closes }: Neighbour): Support | undefined {
  const pairs = mention.entry.readings
    .filter(isMode)
    .flatMap((one) =>
      neighbour.entry.readings.filter((other) => isSupportive(other) && shareTradition(one, other)),
    )
  if (pairs.length === 0) return undefined
  const strong = pairs.some(({ vocabulary, tag, strength, inflected, traditions }) => {
    if (vocabulary === 'instrument') return false
    if (strength === 'word' && !closes) return false
    if (vocabulary !== 'form' || isStrongForm(tag)) return true
    return traditions.includes('turkish') && !inflected && !isGeneralForm(tag)
  })
  return strong ? 'strong' : 'weak'
}

/** The names right behind (`step` 1) or before (-1) a mode, to the first that is of no kind that supports. */
function chain({ words, mentions }: Named, index: number, step: 1 | -1): Mention[] {
  const found: Mention[] = []
  let last = mentions[index]!
  for (let at = index + step; found.length < mostBeside; at += step) {
    const next = mentions[at]
    if (!next?.entry.readings.some(isSupportive)) break
    const [one, other] = step > 0 ? [last, next] : [next, last]
    if (!isContinuous(words, one.to, other.from)) break
    found.push(next)
    last = next
  }
  return found
}

/** The names that may support a mode: behind it, before it, or in the segment next to its own. */
function neighboursOf(named: Named, index: number): Neighbour[] {
  const { mentions, layout } = named
  const mention = mentions[index]!
  const behind = chain(named, index, 1)
  const found = behind.map((neighbour, order) => ({
    neighbour,
    closes: neighbour.ends || order < behind.length - 1,
  }))
  if (mention.ends) {
    for (const neighbour of chain(named, index, -1)) found.push({ neighbour, closes: true })
  }
  if (!fillsSegment(layout, mention)) return found
  for (const other of [mentions[index - 1], mentions[index + 1]]) {
    if (other && areNextSegments(layout, mention, other) && isAllNames(layout, other)) {
      found.push({ neighbour: other, closes: true })
    }
  }
  return found
}

/** The best support that a mode has; the names that give it are told so. */
export function findSupport(named: Named, index: number): Support | undefined {
  const mention = named.mentions[index]!
  const plain = mention.entry.readings.some((one) => isMode(one) && one.strength === 'plain')
  let best: Support | undefined
  for (const beside of neighboursOf(named, index)) {
    const support = supportOf(mention, beside)
    if (support === 'strong' || (support && plain && beside.closes)) {
      beside.neighbour.supports = true
    }
    if (support && best !== 'strong') best = support
  }
  return best
}

/** Whether a form ends the segment in which a mode stands first: "Segâh Niyaz İlahisi". */
export function hasFormFurtherOn({ mentions, layout }: Named, index: number): boolean {
  const mention = mentions[index]!
  const next = mentions[index + 1]
  if (!next?.ends || !areNear(layout, mention, next, mostBetween)) return false
  return supportOf(mention, { neighbour: next, closes: true }) !== undefined
}

/** "Ney Taksimi", "Sitar Alap": an instrument and the form it plays bear each other out. */
export function pairInstruments({ words, mentions }: Named): void {
  for (const [at, form] of mentions.entries()) {
    const player = mentions[at - 1]
    if (!player || !isContinuous(words, player.to, form.from)) continue
    const pair = player.entry.readings.some(
      (one) =>
        one.vocabulary === 'instrument' &&
        form.entry.readings.some(
          (other) => other.vocabulary === 'form' && shareTradition(one, other),
        ),
    )
    if (pair) {
      player.supports = true
      form.supports = true
    }
  }
}

/** "Mahur Rast Taksimi": what supports a mode supports the one right before it too. */
export function passSupportOn({ words, mentions }: Named): void {
  for (let at = mentions.length - 2; at >= 0; at--) {
    const mention = mentions[at]!
    const next = mentions[at + 1]!
    if (mention.standing === 'marked' || next.standing !== 'supported') continue
    if (!hasMode(mention) || !hasMode(next)) continue
    if (isContinuous(words, mention.to, next.from)) mention.standing = 'supported'
  }
}
