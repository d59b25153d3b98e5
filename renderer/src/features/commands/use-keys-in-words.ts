import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { keysInWords, waysToPress } from './keys.ts'

/** Says keys as they are printed on them, in the language of the page. */
export function useKeysInWords(): (keys: string) => string {
  const { t } = useTranslation()
  return useCallback(
    (keys) =>
      waysToPress(keys)
        .map((way) =>
          keysInWords(way, {
            Enter: t('keys.enter'),
            Delete: t('keys.delete'),
            Escape: t('keys.escape'),
            ' ': t('keys.space'),
            Home: t('keys.home'),
            End: t('keys.end'),
          }),
        )
        .join(', '),
    [t],
  )
}
