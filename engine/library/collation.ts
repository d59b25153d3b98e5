import type { Language } from '../../contract/language.ts'
import type { Compare } from './sort-in-steps.ts'

type Sensitivity = 'variant' | 'accent'

const collators = new Map<string, Intl.Collator>()

/** How a language compares names: by its alphabet, numbers by their value; `accent` makes capitals no difference. */
export function collatorOf(
  language: Language,
  sensitivity: Sensitivity = 'variant',
): Intl.Collator {
  const key = `${language} ${sensitivity}`
  const collator = collators.get(key) ?? new Intl.Collator(language, { numeric: true, sensitivity })
  collators.set(key, collator)
  return collator
}

/** Compares texts by their places in a list, as a language does. */
export function compareTexts(texts: readonly string[], language: Language): Compare {
  const { compare } = collatorOf(language)
  return (a, b) => compare(texts[a]!, texts[b]!)
}
