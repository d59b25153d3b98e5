import { useTranslation } from 'react-i18next'
import { engine } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { Button } from '../../ui/button.tsx'
import { toast } from '../../ui/toast.tsx'
import { download } from '../playlists/download.ts'

/** Saves the pitches of the melody as a Scala file, which synthesisers and tuners open. */
export function SaveScale({ trackId }: { trackId: number }) {
  const { t } = useTranslation()
  async function save() {
    try {
      const { fileName, content } = await engine.mode.scale({ trackId })
      download(fileName, content, 'text/plain')
      toast({ title: t('mode.scaleSaved', { fileName }) })
    } catch (error) {
      tellFailure(error)
    }
  }
  return (
    <Button icon="export" onPress={() => void save()}>
      {t('mode.saveScale')}
    </Button>
  )
}
