import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { engine } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Choice, TextField } from '../../ui/fields.tsx'
import { Select } from '../../ui/select.tsx'
import { toast } from '../../ui/toast.tsx'
import { PathInput } from '../paths/path-input.tsx'
import { download } from './download.ts'
import { exportFormats, lastExport, rememberExport } from './export-choice.ts'

interface ExportDialogProps {
  id: number
  name: string
  onClose: () => void
}

export function ExportDialog({ id, name, onClose }: ExportDialogProps) {
  const { t } = useTranslation()
  const [choice, setChoice] = useState(lastExport)
  const { format, paths, to } = choice
  const [destination, setDestination] = useState('')
  const [base, setBase] = useState('')
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)

  async function save() {
    setBusy(true)
    setError(undefined)
    try {
      const made = await engine.playlist.export({
        id,
        format,
        paths,
        ...(to === 'file' ? { destination: destination.trim() } : {}),
        ...(to === 'download' && paths === 'relative' && base.trim() ? { base: base.trim() } : {}),
      })
      if (to === 'download') download(made.fileName, made.content, made.mime)
      rememberExport(choice)
      const leftOut = made.leftOut.length
      toast({
        title: t('export.done', { count: made.tracks }),
        detail:
          leftOut > 0
            ? t('export.leftOut', { count: leftOut, names: made.leftOut.slice(0, 3).join(', ') })
            : undefined,
        tone: leftOut > 0 ? 'bad' : 'calm',
      })
      onClose()
    } catch (reason) {
      setError(failureOf(reason).detail)
      setBusy(false)
    }
  }

  return (
    <Dialog
      title={t('export.title', { name })}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={busy || (to === 'file' && destination.trim() === '')}
            onPress={() => void save()}
          >
            {to === 'download' ? t('export.download') : t('export.write')}
          </Button>
        </>
      }
    >
      <Select
        label={t('export.format')}
        value={format}
        options={exportFormats.map((value) => ({ value, label: t(`export.formats.${value}`) }))}
        description={t(`export.formatWords.${format}`)}
        onChange={(chosen) => setChoice({ ...choice, format: chosen })}
      />
      <Choice
        label={t('export.paths')}
        value={paths}
        onChange={(chosen) => setChoice({ ...choice, paths: chosen })}
        options={[
          {
            value: 'absolute',
            label: t('export.absolute'),
            description: t('export.absoluteWords'),
          },
          {
            value: 'relative',
            label: t('export.relative'),
            description: t('export.relativeWords'),
          },
        ]}
      />
      <Choice
        label={t('export.to')}
        value={to}
        onChange={(chosen) => setChoice({ ...choice, to: chosen })}
        options={[
          { value: 'download', label: t('export.toDownload') },
          { value: 'file', label: t('export.toFile') },
        ]}
      />
      {to === 'file' && (
        <TextField
          label={t('export.destination')}
          description={t('export.destinationWords', { ending: format })}
          mono
          value={destination}
          onChange={setDestination}
        />
      )}
      {to === 'download' && paths === 'relative' && (
        <PathInput
          label={t('export.base')}
          description={t('export.baseWords')}
          dialogTitle={t('paths.chooseTitle')}
          value={base}
          onChange={setBase}
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
