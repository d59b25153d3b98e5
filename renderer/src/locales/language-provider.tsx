import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { formatLocale } from './formats.ts'

/** Lets the page's components speak and format as the rest of the page does. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  useTranslation()
  return <I18nProvider locale={formatLocale()}>{children}</I18nProvider>
}
