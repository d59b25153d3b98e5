import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeadSummary } from '../../../../contract/head.ts'
import { engine, queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Choice, TextField } from '../../ui/fields.tsx'
import { toast } from '../../ui/toast.tsx'
import { PathInput } from '../paths/path-input.tsx'
import { type LicenceChoice, licenceOf, offeredLicences } from './licences.ts'
import { packFileName, pathIn } from './pack-path.ts'

interface ExportPackProps {
  head: HeadSummary
  /** What people call it. */
  name: string
  onClose: () => void
}

/** Asks where a head is to be written as a tag pack and, of one that was taught here, what others may do with it. */
export function ExportPackDialog({ head, name, onClose }: ExportPackProps) {
  const { t } = useTranslation()
  const home = useQuery(queries.folder.browse.queryOptions({ input: { path: '' } })).data?.path
  const [folder, setFolder] = useState<string>()
  const [fileName, setFileName] = useState(packFileName(name))
  const [kind, setKind] = useState<'zip' | 'folder'>('zip')
  const [choice, setChoice] = useState<LicenceChoice>('')
  const [named, setNamed] = useState('')
  const [author, setAuthor] = useState('')
  const [description, setDescription] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  const place = (folder ?? home ?? '').trim()
  const file = fileName.trim()
  const made = head.versions.find(({ version }) => version === head.version)?.pack ?? null
  const licence = made?.licence ?? licenceOf(choice, named)
  const isReady = place !== '' && file !== '' && licence !== undefined

  async function write() {
    if (busy) return
    setBusy(true)
    setError(undefined)
    try {
      const { path } = await engine.head.export({
        id: head.id,
        path: pathIn(place, kind === 'zip' ? `${file.replace(/\.zip$/i, '')}.zip` : file),
        about: made
          ? {}
          : {
              author: author.trim(),
              description: description.trim(),
              ...(licence ? { licence } : {}),
            },
      })
      toast({ title: t('pack.written', { name }), detail: path })
      onClose()
    } catch (reason) {
      setError(failureOf(reason).detail)
      setBusy(false)
    }
  }

  return (
    <Dialog
      title={t('pack.exportTitle', { name })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" isDisabled={!isReady} onPress={() => void write()}>
            {t('pack.write')}
          </Button>
        </>
      }
    >
      <p className="soft small">{t('pack.exportWords')}</p>
      <PathInput
        label={t('pack.place')}
        dialogTitle={t('paths.chooseTitle')}
        value={folder ?? home ?? ''}
        onChange={setFolder}
      />
      <TextField label={t('pack.fileName')} value={fileName} onChange={setFileName} />
      <Choice
        compact
        label={t('pack.kind')}
        value={kind}
        onChange={setKind}
        options={[
          { value: 'zip', label: t('pack.zip') },
          { value: 'folder', label: t('pack.folder') },
        ]}
      />
      {made ? (
        <p className="small">{t('pack.asMade', { licence: made.licence.id })}</p>
      ) : (
        <>
          <Choice<LicenceChoice>
            label={t('pack.licenceAsked')}
            value={choice}
            onChange={setChoice}
            options={[
              ...offeredLicences.map((value) => ({
                value,
                label: t(`pack.licences.${value}`),
                description: t(`pack.licenceWords.${value}`),
              })),
              { value: 'other', label: t('pack.licences.other') },
            ]}
          />
          {choice === 'other' && (
            <TextField label={t('pack.licenceName')} value={named} onChange={setNamed} />
          )}
          <TextField label={t('pack.author')} value={author} onChange={setAuthor} />
          <TextField
            label={t('pack.description')}
            lines={2}
            value={description}
            onChange={setDescription}
          />
        </>
      )}
      {error !== undefined && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </Dialog>
  )
}
