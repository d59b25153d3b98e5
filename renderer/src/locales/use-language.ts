import { useTranslation } from 'react-i18next'
import type { Language } from '../../../contract/language.ts'
import { isSpoken } from './i18n.ts'

/** The language of the page: by whose alphabet names are sorted. */
export function useLanguage(): Language {
  const { language } = useTranslation().i18n
  return isSpoken(language) ? language : 'en'
}
