import { i18n } from './i18n.ts'

/** By whose rules numbers, dates and names are written: of English, those of Britain. */
export function formatLocale(): string {
  return i18n.language === 'en' ? 'en-GB' : i18n.language
}

/** What `make` makes for the language that is spoken, made once for each language. */
export function ofLanguage<Format>(make: (locale: string) => Format): () => Format {
  const made = new Map<string, Format>()
  return () => {
    const locale = formatLocale()
    const known = made.get(locale)
    if (known !== undefined) return known
    const format = make(locale)
    made.set(locale, format)
    return format
  }
}
