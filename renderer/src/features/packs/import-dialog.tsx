import './packs.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PackSummary } from '../../../../contract/head.ts'
import { engine, queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { formatTime } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PathField } from '../paths/path-field.tsx'
import { PackFacts } from './pack-facts.tsx'
import { useImportPack } from './use-import-pack.ts'

interface Found {
  path: string
  summary: PackSummary
}

/** Asks for a tag pack, shows what is in it, and only then takes it into the library. */
export function ImportPackDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const importPack = useImportPack()
  const [path, setPath] = useState('')
  const [found, setFound] = useState<Found>()
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function take({ path: chosen }: Found) {
    if (busy) return
    setBusy(true)
    setError(undefined)
    try {
      await importPack(chosen)
      onClose()
    } catch (reason) {
      setError(failureOf(reason).detail)
      setBusy(false)
    }
  }

  return (
    <Dialog
      title={t('pack.importTitle')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          {found && (
            <>
              <Button
                onPress={() => {
                  setFound(undefined)
                  setError(undefined)
                }}
              >
                {t('pack.another')}
              </Button>
              <Button
                variant="primary"
                autoFocus
                isDisabled={found.summary.fit === 'none'}
                onPress={() => void take(found)}
              >
                {t('pack.take')}
              </Button>
            </>
          )}
        </>
      }
    >
      {found ? (
        <Inspected summary={found.summary} />
      ) : (
        <PathField
          files
          autoFocus
          label={t('pack.file')}
          description={t('pack.importWords')}
          initial={path}
          dialogTitle={t('pack.choose')}
          submit={t('pack.look')}
          onSubmit={async (chosen) => {
            setPath(chosen)
            setFound({ path: chosen, summary: await engine.head.inspect({ path: chosen }) })
            return 'kept'
          }}
        />
      )}
      {error !== undefined && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  )
}

function Inspected({ summary }: { summary: PackSummary }) {
  const { t } = useTranslation()
  const { about, fit, modelName, createdAt, tracks, description, tags } = summary
  const same = useQuery(queries.head.list.queryOptions()).data?.find(
    ({ origin, name }) => origin === 'pack' && name === about.name,
  )
  return (
    <>
      <h3 className="pack-name">{about.name}</h3>
      <PackFacts
        about={about}
        tracks={tracks}
        description={description}
        modelName={modelName}
        made={formatTime(Date.parse(createdAt))}
        tags={tags}
      >
        <p className={`pack-fit small pack-fit-${fit ?? 'unknown'}`} role="status">
          {t(`pack.fit.${fit ?? 'unknown'}`, { model: modelName })}
        </p>
        {same && fit !== 'none' && (
          <p className="small soft">
            {t('pack.again', { version: (same.versions[0]?.version ?? 0) + 1 })}
          </p>
        )}
      </PackFacts>
    </>
  )
}
