import { createInstance } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en/words.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en }
  }
}

export const i18n = createInstance({
  lng: 'en',
  resources: { en: { translation: en } },
  initAsync: false,
  // React escapes what it shows.
  interpolation: { escapeValue: false },
})

void i18n.use(initReactI18next).init()
