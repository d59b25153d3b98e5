import type { VocabularyId } from '../../../contract/vocabulary.ts'
import type { FoundName, Reading } from './name-index.ts'

/**
 * How a name stands in a text, best first: beside a marker ("Raga X", "X makamı"); beside a form or rhythm
 * ("X Peşrev", "Taksim in X"); beside one of a sort that songs share ("X Türküsü"); before one that ends
 * the same stretch of text ("X Niyaz İlahisi"); alone between separators; at the start; anywhere; as part
 * of another expression ("Şevk-i bahar").
 */
export type Standing =
  | 'marked'
  | 'supported'
  | 'beside-song'
  | 'near'
  | 'alone'
  | 'first'
  | 'inside'
  | 'bound'

/** A name in a text. */
export interface Mention extends FoundName {
  standing: Standing
  /** Where marked: the vocabularies that the name is taken from. */
  marks?: readonly VocabularyId[]
  /** Folded word that marks it. */
  marker?: string
  /** Whether it supports a mode, or an instrument and a form each other. */
  supports: boolean
  /** Whether the text, or a part of it before a break, ends with it. */
  ends: boolean
}

const modes: readonly VocabularyId[] = ['makam', 'raga', 'dromos']
const supportive: readonly VocabularyId[] = ['form', 'usul', 'tala', 'instrument']

export const isMode = ({ vocabulary }: Reading): boolean => modes.includes(vocabulary)

/** Whether it is of a kind that stands beside modes: a form, a rhythm, an instrument. */
export const isSupportive = ({ vocabulary }: Reading): boolean => supportive.includes(vocabulary)

export const hasMode = ({ entry }: FoundName): boolean => entry.readings.some(isMode)

export function shareTradition(one: Reading, other: Reading): boolean {
  return one.traditions.some((tradition) => other.traditions.includes(tradition))
}
