import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocateDoubt, PlaylistEntry } from '../../../../contract/playlist.ts'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { formatDuration } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { PathDialog } from '../paths/path-dialog.tsx'
import { usePlaylistChanges } from './use-playlist-changes.ts'

interface LocateDialogProps {
  playlistId: number
  entry: PlaylistEntry
  onClose: () => void
}

/** Lets a person show which file of the library an entry means; asks once more when it is hardly that one. */
export function LocateDialog({ playlistId, entry, onClose }: LocateDialogProps) {
  const { t } = useTranslation()
  const changes = usePlaylistChanges()
  const folders = useQuery(queries.folder.list.queryOptions())
  const [doubted, setDoubted] = useState<LocateDoubt & { trackId: number }>()
  const { sought } = entry
  const said = sought?.title ?? ''

  async function locate(trackId: number, anyway: boolean) {
    const doubt = await changes.locate(playlistId, entry, trackId, anyway)
    setDoubted(doubt ? { ...doubt, trackId } : undefined)
    return doubt ? 'kept' : 'used'
  }
  async function takeAnyway(trackId: number) {
    try {
      await locate(trackId, true)
      onClose()
    } catch (error) {
      tellFailure(error)
    }
  }

  if (folders.isPending) return null
  return (
    <>
      <PathDialog
        title={t('playlist.locateTitle', { title: said })}
        initial={folders.data?.[0]?.path ?? ''}
        takes="files"
        onChoose={async (path) => locate((await engine.track.find({ path })).id, false)}
        onClose={onClose}
      />
      {doubted && (
        <Dialog
          title={t('playlist.doubtTitle', { title: said })}
          onClose={() => setDoubted(undefined)}
          actions={
            <>
              <Button autoFocus onPress={() => setDoubted(undefined)}>
                {t('playlist.chooseAnother')}
              </Button>
              <Button variant="primary" onPress={() => void takeAnyway(doubted.trackId)}>
                {t('playlist.useAnyway')}
              </Button>
            </>
          }
        >
          <p>
            {t(`playlist.doubt.${doubted.why}`, {
              title: doubted.title,
              duration: formatDuration(doubted.duration),
              said: formatDuration(sought?.duration ?? null),
            })}
          </p>
        </Dialog>
      )}
    </>
  )
}
