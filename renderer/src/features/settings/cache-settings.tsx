import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CacheName } from '../../../../contract/library.ts'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { formatBytes } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from './section.tsx'

/** What can be deleted and comes back when it is needed, and the room it takes. */
export function CacheSettings() {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const found = useQuery(queries.library.caches.queryOptions()).data
  const [busy, setBusy] = useState<CacheName>()

  async function empty(name: CacheName) {
    setBusy(name)
    try {
      const left = await engine.library.resetCaches({ names: [name] })
      cache.setQueryData(queries.library.caches.queryKey(), left)
    } catch (error) {
      tellFailure(error)
    }
    setBusy(undefined)
  }

  return (
    <Section title={t('caches.name')} words={t('caches.words')}>
      <ul className="folders">
        {found?.map(({ name, bytes }) => (
          <li key={name} className="folder">
            <p className="folder-words">
              {t(`caches.names.${name}`)}
              <span className="soft small number">
                {bytes === 0 ? t('caches.nothing') : formatBytes(bytes)}
              </span>
            </p>
            <Button
              isDisabled={busy !== undefined || bytes === 0}
              aria-label={t('caches.emptyThis', { name: t(`caches.names.${name}`) })}
              onPress={() => void empty(name)}
            >
              {t('caches.empty')}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  )
}
