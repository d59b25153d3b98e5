import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SendProgress } from '../../../../contract/playlist.ts'
import { engine, queries } from '../../client.ts'
import { failureOf, tellFailure } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Choice, Switch } from '../../ui/fields.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { PathInput } from '../paths/path-input.tsx'

interface SendDialogProps {
  id: number
  name: string
  onClose: () => void
}

/** Sends the files of a playlist to a folder; closing it while it works lets it go on. */
export function SendDialog({ id, name, onClose }: SendDialogProps) {
  const { t } = useTranslation()
  const progress = useQuery(queries.playlist.sending.queryOptions()).data
  const [given, setGiven] = useState<string>()
  const [how, setHow] = useState<'copy' | 'link'>('copy')
  const [numbered, setNumbered] = useState(true)
  const [albums, setAlbums] = useState(false)
  const [error, setError] = useState<string>()
  const [begun, setBegun] = useState(false)
  const isOurs = progress?.playlistId === id
  const running = isOurs && progress.state === 'running'
  /** The stick of the last time is likely to be the one of this time. */
  const folder = given ?? progress?.folder ?? ''

  async function send() {
    if (folder.trim() === '') return
    setError(undefined)
    try {
      await engine.playlist.send({
        id,
        folder: folder.trim(),
        how,
        names: numbered ? 'numbered' : 'original',
        folders: albums ? 'albums' : 'flat',
      })
      setBegun(true)
    } catch (reason) {
      setError(failureOf(reason).detail)
    }
  }

  return (
    <Dialog
      title={t('send.title', { name })}
      onClose={onClose}
      actions={
        running ? (
          <>
            <Button onPress={() => void engine.playlist.cancelSending().catch(tellFailure)}>
              {t('send.stop')}
            </Button>
            <Button onPress={onClose}>{t('close')}</Button>
          </>
        ) : (
          <>
            <Button onPress={onClose}>{t('close')}</Button>
            {!begun && (
              <Button
                variant="primary"
                isDisabled={folder.trim() === ''}
                onPress={() => void send()}
              >
                {t('send.start')}
              </Button>
            )}
          </>
        )
      }
    >
      {isOurs && (running || begun) ? (
        <Sending progress={progress} />
      ) : (
        <form
          className="send-form"
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            void send()
          }}
        >
          <PathInput
            label={t('send.folder')}
            description={t('send.folderHint')}
            dialogTitle={t('paths.chooseTitle')}
            autoFocus
            value={folder}
            error={error}
            onChange={(path) => {
              setGiven(path)
              setError(undefined)
            }}
          />
          <Choice
            label={t('send.how')}
            value={how}
            onChange={setHow}
            compact
            options={[
              { value: 'copy', label: t('send.copy') },
              { value: 'link', label: t('send.link') },
            ]}
          />
          <Switch label={t('send.numbered')} isSelected={numbered} onChange={setNumbered} />
          <Switch label={t('send.albums')} isSelected={albums} onChange={setAlbums} />
        </form>
      )}
    </Dialog>
  )
}

function Sending({ progress }: { progress: SendProgress }) {
  const { t } = useTranslation()
  const { state, done, total, sent, skipped, failures, missing, current, message, folder } =
    progress
  const left = [...missing.map((title) => ({ title, message: t('send.noFile') })), ...failures]
  return (
    <>
      <p className="path small soft">{folder}</p>
      <ProgressBar label={t('send.progress')} fraction={total === 0 ? 1 : done / total} />
      <p aria-live="polite">
        {state === 'running'
          ? t('send.at', { done: formatCount(done), total: formatCount(total), title: current })
          : t('send.sent', { count: sent, shown: formatCount(sent) })}
        {skipped > 0 && ` ${t('send.skipped', { count: skipped, shown: formatCount(skipped) })}`}
      </p>
      {state === 'failed' && (
        <p className="field-error" role="alert">
          {message}
        </p>
      )}
      {left.length > 0 && (
        <ul className="import-missing small">
          {left.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: titles repeat, and the list only grows
            <li key={index}>{t('send.left', one)}</li>
          ))}
        </ul>
      )}
    </>
  )
}
