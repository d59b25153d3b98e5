import type { Tradition } from '../../../contract/vocabulary.ts'

function turkish(name: string): string[] {
  const vowel = name.match(/[aeiou](?=[^aeiou]*$)/)?.[0]
  if (!vowel || !/^[a-z ]+$/.test(name)) return []
  const close = vowel === 'o' || vowel === 'u' ? 'u' : 'i'
  const possessive = /[aeiou]$/.test(name)
    ? `${name}s${close}`
    : `${name.replace(/k$/, 'g')}${close}`
  const plurals = ['lar', 'ler', 'lari', 'leri'].map((ending) => name + ending)
  return [possessive, `${name}${close}`, ...plurals]
}

const greekEndings: readonly (readonly [string, readonly string[]])[] = [
  ['οσ', ['ο', 'οι', 'α']],
  ['ο', ['α', 'οσ']],
  ['ι', ['ια']],
  ['iko', ['ika', 'ikos']],
  ['imi', ['imia']],
]

function greek(name: string): string[] {
  const found = greekEndings.find(([ending]) => name.endsWith(ending))
  return found ? found[1].map((ending) => name.slice(0, -found[0].length) + ending) : []
}

function indian(name: string): string[] {
  return /[a-z]$/.test(name) ? [`${name}s`] : []
}

/**
 * Further shapes of the folded name of a form, as titles have them: the Turkish possessive and plurals
 * ("Hicaz Taksimi", "Peşrevler"), Greek and English plurals.
 */
export function inflections(name: string, traditions: readonly Tradition[]): string[] {
  const shapes = traditions.flatMap((tradition) => {
    if (tradition === 'turkish') return [...turkish(name), ...indian(name)]
    if (tradition === 'greek') return greek(name)
    return tradition === 'other' ? [] : indian(name)
  })
  return shapes.filter((shape) => shape !== name)
}
