import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeadSummary } from '../../../../contract/head.ts'
import { formatTime } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { HeadVersions } from '../teach/head-versions.tsx'
import { useHeadChanges } from '../teach/use-head-changes.ts'
import { ExportPackButton } from './export-button.tsx'
import { PackFacts } from './pack-facts.tsx'

/** A tag pack of the library: what its maker says of it, its versions, and a way to be rid of it. */
export function PackCard({ head }: { head: HeadSummary }) {
  const { t } = useTranslation()
  const { remove } = useHeadChanges()
  const [removing, setRemoving] = useState(false)
  const { name } = head
  const used = head.versions.find(({ version }) => version === head.version)
  return (
    <section className="card teach-card" aria-label={name}>
      <div className="pack-head">
        <h3>{name}</h3>
        <div className="settings-buttons">
          <ExportPackButton head={head} name={name} />
          <Button variant="danger" icon="trash" onPress={() => setRemoving(true)}>
            {t('teach.removePack')}
          </Button>
        </div>
      </div>
      {used?.pack && (
        <PackFacts
          about={used.pack}
          tracks={used.tracks}
          description={used.description}
          modelName={used.modelName}
          made={formatTime(used.madeAt)}
          tags={used.tags}
        />
      )}
      <HeadVersions head={head} />
      {removing && (
        <ConfirmDialog
          title={t('teach.removePackTitle', { name })}
          cancel={t('cancel')}
          confirm={t('teach.removePack')}
          onConfirm={() => void remove(head)}
          onClose={() => setRemoving(false)}
        >
          <p>{t('teach.removePackWords')}</p>
        </ConfirmDialog>
      )}
    </section>
  )
}
