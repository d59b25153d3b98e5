import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptModel } from '../../../../contract/model.ts'
import { engine } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { formatCount, formatTime } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { useModelBusy } from './use-model-busy.ts'
import { useModelChange } from './use-model-change.tsx'

interface KeptRowProps {
  model: KeptModel
  /** Its checkpoint makes this model; false where a later Naghma converts the same checkpoint otherwise. */
  isLatest: boolean
  onForget: () => void
}

/** A model whose embeddings are in the library: to go back to, or to let go. */
export function KeptRow({ model, isLatest, onForget }: KeptRowProps) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const change = useModelChange()
  const busy = useModelBusy()
  const { name, path, tracks, usedAt, current, compared, randomWeights } = model
  const counted = { count: tracks, shown: formatCount(tracks) }

  async function use() {
    try {
      if (await change.agreed(path)) await engine.model.use({ path })
    } catch (error) {
      tellFailure(error)
    }
  }

  return (
    <li className="model-item">
      <div className="model-item-words">
        <p className="model-item-name">
          <strong>{name}</strong>
          {current && <span className="model-badge">{t('kept.current')}</span>}
          {compared && <span className="model-badge">{t('kept.compared')}</span>}
        </p>
        <p className="small soft number">
          {[
            t('kept.tracks', counted),
            t('kept.used', { when: formatTime(usedAt) }),
            ...(randomWeights ? [t('kept.generated')] : []),
            ...(isLatest ? [] : [t('kept.earlier')]),
          ].join(' · ')}
        </p>
        <p className="path soft">{path}</p>
      </div>
      <div className="model-buttons">
        {!current && isLatest && (
          <Button
            isDisabled={busy}
            aria-label={t('kept.useNamed', { name })}
            onPress={() => void use()}
          >
            {t('kept.use')}
          </Button>
        )}
        {!current && !compared && (
          <Button
            variant="danger"
            aria-label={t('kept.forgetNamed', { name })}
            onPress={() => setAsking(true)}
          >
            {t('kept.forget')}
          </Button>
        )}
      </div>
      {asking && (
        <ConfirmDialog
          title={t('kept.forgetTitle', { name })}
          cancel={t('cancel')}
          confirm={t('kept.forget')}
          onConfirm={onForget}
          onClose={() => setAsking(false)}
        >
          <p className="soft">{t('kept.forgetWords', counted)}</p>
        </ConfirmDialog>
      )}
      {change.dialog}
    </li>
  )
}
