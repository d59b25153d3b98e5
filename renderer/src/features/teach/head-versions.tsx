import { useState } from 'react'
import { Button as AriaButton, ToggleButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { HeadSummary } from '../../../../contract/head.ts'
import { formatCount, formatTime } from '../../format.ts'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { figureWords, Level, rocAucWords } from './figure.tsx'
import { useHeadChanges } from './use-head-changes.ts'

/** The versions of a head, the newest first: which is used, how good each is, and a way back to it. */
export function HeadVersions({ head }: { head: HeadSummary }) {
  const { t } = useTranslation()
  const changes = useHeadChanges()
  const [removing, setRemoving] = useState<number>()
  return (
    <>
      <ul className="versions" aria-label={t('teach.versions')}>
        {head.versions.map((one) => {
          const { version, figure } = one
          const inUse = version === head.version
          return (
            <li key={version} className="version" aria-current={inUse || undefined}>
              <div className="version-words">
                <p>
                  <strong>{t('teach.version', { version })}</strong>{' '}
                  {inUse && (
                    <span className="user-word user-word-good">
                      {t(head.pinned ? 'teach.pinned' : 'teach.inUse')}
                    </span>
                  )}
                </p>
                <p className="small soft number">
                  {[
                    formatTime(one.madeAt),
                    t('teach.learnedFrom', { count: one.tracks, shown: formatCount(one.tracks) }),
                    one.modelName,
                  ].join(' · ')}
                </p>
                <p className="small">
                  <Level figure={figure} />{' '}
                  <span className="number" title={figureWords(t, figure)}>
                    {rocAucWords(t, figure)}
                  </span>
                </p>
              </div>
              <div className="tag-buttons">
                {inUse ? (
                  <ToggleButton
                    className="word-button word-button-good"
                    aria-label={t('teach.pinVersion', { version })}
                    isSelected={head.pinned}
                    onChange={(pinned) => void changes.pin(head, pinned ? version : null)}
                  >
                    <Icon name="pin" size={14} />
                    {t('teach.pin')}
                  </ToggleButton>
                ) : (
                  <>
                    <AriaButton
                      className="word-button"
                      aria-label={t('teach.useVersion', { version })}
                      onPress={() => void changes.use(head, version)}
                    >
                      {t('teach.use')}
                    </AriaButton>
                    <AriaButton
                      className="word-button"
                      aria-label={t('teach.removeVersion', { version })}
                      onPress={() => setRemoving(version)}
                    >
                      <Icon name="trash" size={14} />
                    </AriaButton>
                  </>
                )}
              </div>
            </li>
          )
        })}
      </ul>
      {removing !== undefined && (
        <ConfirmDialog
          title={t('teach.removeVersionTitle', { version: removing })}
          cancel={t('cancel')}
          confirm={t('teach.removeVersionConfirm')}
          onConfirm={() => void changes.remove(head, removing)}
          onClose={() => setRemoving(undefined)}
        >
          <p>{t('teach.removeVersionWords')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}
