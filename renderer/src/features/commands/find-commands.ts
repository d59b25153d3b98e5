import { fold } from '../tags/fold.ts'

/** What can be found by its words. */
export interface Findable {
  title: string
  words?: string
}

/** How well a word fits: 0 at the start of the title, 1 at a word's start, 2 within one, 3 by the further words. */
function fitOf(title: string, words: string, wanted: string): number | null {
  const at = title.indexOf(wanted)
  if (at === 0) return 0
  if (at > 0) return /[\s\-–:(“]/.test(title[at - 1] ?? '') ? 1 : 2
  return words.includes(wanted) ? 3 : null
}

/** Those in which every typed word occurs, accents and capitals aside; best first, equals in the order they came in. */
export function findByWords<Item extends Findable>(items: readonly Item[], typed: string): Item[] {
  const wanted = fold(typed).split(/\s+/).filter(Boolean)
  return items
    .flatMap((item) => {
      const title = fold(item.title)
      const words = fold(item.words ?? '')
      const fits = wanted.map((word) => fitOf(title, words, word))
      if (fits.includes(null)) return []
      return [{ item, fit: fits.reduce<number>((sum, fit) => sum + (fit ?? 0), 0) }]
    })
    .sort((a, b) => a.fit - b.fit)
    .map(({ item }) => item)
}
