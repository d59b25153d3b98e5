import { fold } from '../tags/fold.ts'
import { sectionElement } from './use-section.ts'

/** Those sections on the page whose text holds every word, however it is typed; all of them for no word. */
export function findSections(ids: readonly string[], words: string): readonly string[] {
  const wanted = fold(words).split(/\s+/)
  return ids.filter((id) => {
    const text = fold(document.getElementById(sectionElement(id))?.textContent ?? '')
    return wanted.every((word) => text.includes(word))
  })
}
