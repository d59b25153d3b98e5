import { useSyncExternalStore } from 'react'
import { desktop } from './desktop.ts'
import { i18n, isSpoken, type SpokenLanguage, speak } from './locales/i18n.ts'

/** `system`: the first language of the system that Naghma speaks. */
export type LanguageChoice = SpokenLanguage | 'system'

const storageKey = 'naghma.language'
const listeners = new Set<() => void>()

function currentChoice(): LanguageChoice {
  const stored = localStorage.getItem(storageKey)
  return stored !== null && isSpoken(stored) ? stored : 'system'
}

/** The first of the languages, as BCP 47 tags in order of preference, that Naghma speaks; else English. */
export function firstSpoken(tags: readonly string[]): SpokenLanguage {
  return tags.map((tag) => tag.split('-')[0]!.toLowerCase()).find(isSpoken) ?? 'en'
}

/** Speaks the chosen language, and says so to the document and the desktop window. */
export async function applyLanguage(): Promise<void> {
  const choice = currentChoice()
  const language = choice === 'system' ? firstSpoken(navigator.languages) : choice
  await speak(language).catch(() => speak('en'))
  document.documentElement.lang = i18n.language
  document.documentElement.dir = i18n.dir()
  desktop?.speak(i18n.language)
}

export async function chooseLanguage(choice: LanguageChoice): Promise<void> {
  localStorage.setItem(storageKey, choice)
  await applyLanguage()
  for (const listener of listeners) listener()
}

export function useLanguageChoice(): LanguageChoice {
  return useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, currentChoice)
}

/** A change of the system's languages is followed where the system decides. */
export function followSystemLanguage() {
  window.addEventListener('languagechange', () => void applyLanguage())
}
