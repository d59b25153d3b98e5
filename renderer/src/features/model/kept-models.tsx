import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { KeptModel } from '../../../../contract/model.ts'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { Choice } from '../../ui/fields.tsx'
import { useSettings } from '../settings/use-settings.ts'
import { Agreement } from './agreement.tsx'
import { KeptRow } from './kept-row.tsx'
import { useHeldFocus } from './use-held-focus.ts'
import { useKept } from './use-kept.ts'

/** The models whose embeddings the library holds, and which of them is compared by; absent for the current one alone. */
export function KeptModels() {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const { settings } = useSettings()
  const kept = useKept()
  const holder = useHeldFocus<HTMLDivElement>(kept.map((model) => model.modelId).join())
  const heard = kept.filter((model) => model.tracks > 0)
  const isLatest = (model: KeptModel) => kept.find(({ path }) => path === model.path) === model
  if (!settings || kept.every((model) => model.current)) return null

  async function show(asked: Promise<KeptModel[]>) {
    try {
      cache.setQueryData(queries.model.kept.queryKey(), await asked)
      await cache.invalidateQueries({ queryKey: queries.engine.settings.key() })
    } catch (error) {
      tellFailure(error)
    }
  }
  const words = (model: KeptModel) =>
    [
      t('kept.tracks', { count: model.tracks, shown: formatCount(model.tracks) }),
      ...(isLatest(model) ? [] : [t('kept.earlier')]),
    ].join(' · ')
  const chosen = heard.find((model) => model.modelId === settings.compareBy)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot take the focus of what has gone from it
    <div className="model-part" role="group" aria-label={t('kept.title')} {...holder}>
      <h3>{t('kept.title')}</h3>
      <p className="soft">{t('kept.words')}</p>
      <ul className="model-list">
        {kept.map((model) => (
          <KeptRow
            key={model.modelId}
            model={model}
            isLatest={isLatest(model)}
            onForget={() => void show(engine.model.forget({ modelId: model.modelId }))}
          />
        ))}
      </ul>
      {heard.length > 1 && (
        <>
          <Choice
            label={t('kept.compareBy')}
            value={chosen?.modelId ?? ''}
            onChange={(modelId) =>
              void show(engine.model.compareBy({ modelId: modelId === '' ? null : modelId }))
            }
            options={[
              { value: '', label: t('kept.automatic'), description: t('kept.automaticWords') },
              ...heard.map((model) => ({
                value: model.modelId,
                label: model.name,
                description: words(model),
              })),
            ]}
          />
          <Agreement models={heard} words={words} />
        </>
      )}
    </div>
  )
}
