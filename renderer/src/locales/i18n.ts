import { createInstance } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '../../../contract/language.ts'
import { en } from './en/words.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en }
  }
}

export const i18n = createInstance({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  // React escapes what it shows.
  interpolation: { escapeValue: false },
})

void i18n.use(initReactI18next).init()

/** Every language but English is fetched when it is first spoken. */
const translations = {
  tr: () => import('./tr/words.ts').then(({ tr }) => tr),
  hi: () => import('./hi/words.ts').then(({ hi }) => hi),
  ta: () => import('./ta/words.ts').then(({ ta }) => ta),
  el: () => import('./el/words.ts').then(({ el }) => el),
} satisfies { [Other in Exclude<Language, 'en'>]?: () => Promise<object> }

export type SpokenLanguage = 'en' | keyof typeof translations

/** The languages that the page has words in, by their own names. */
export const languageNames: readonly { language: SpokenLanguage; name: string }[] = [
  { language: 'en', name: 'English' },
  { language: 'tr', name: 'Türkçe' },
  { language: 'hi', name: 'हिन्दी' },
  { language: 'ta', name: 'தமிழ்' },
  { language: 'el', name: 'Ελληνικά' },
]

export function isSpoken(language: string): language is SpokenLanguage {
  return languageNames.some((spoken) => spoken.language === language)
}

/** From now on the page speaks `language`. Stays with the language before when its words cannot be had. */
export async function speak(language: SpokenLanguage): Promise<void> {
  if (language !== 'en' && !i18n.hasResourceBundle(language, 'translation')) {
    i18n.addResourceBundle(language, 'translation', await translations[language]())
  }
  await i18n.changeLanguage(language)
}
