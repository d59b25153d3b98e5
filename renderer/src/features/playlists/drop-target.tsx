import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { i18n } from '../../locales/i18n.ts'
import { navigate } from '../../route.ts'
import { Icon } from '../../ui/icon.tsx'
import { toast } from '../../ui/toast.tsx'
import { droppedFiles, mayBePlaylists } from './dragged-files.ts'
import { importFiles } from './use-import.ts'

/** While files hang over the page, it is told of them several times a second; then they are elsewhere. Milliseconds. */
const GONE_AFTER_MS = 1_000

/** Playlist files that are dropped anywhere on the page are imported; shows that while they hang over it. */
export function DropTarget() {
  const { t } = useTranslation()
  const [over, setOver] = useState<'playlists' | 'others'>()
  useEffect(() => followFiles(setOver), [])
  if (!over) return null
  const welcome = over === 'playlists'
  return (
    <div className={welcome ? 'drop-target' : 'drop-target drop-target-refused'}>
      <div className="drop-target-words">
        <Icon name={welcome ? 'import' : 'library'} size={28} />
        <strong>{t(`import.drop.${over}`)}</strong>
        <span className="soft">{t(`import.drop.${over}Words`)}</span>
      </div>
    </div>
  )
}

/** Tells what hangs over the page and takes what is dropped; nothing that is dropped leaves the page. */
function followFiles(tell: (over: 'playlists' | 'others' | undefined) => void) {
  const listening = new AbortController()
  const { signal } = listening
  let timer: ReturnType<typeof setTimeout> | undefined
  function leave() {
    clearTimeout(timer)
    tell(undefined)
  }
  window.addEventListener(
    'dragover',
    (event) => {
      const { dataTransfer } = event
      if (!dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      const over = mayBePlaylists(dataTransfer.items) ? 'playlists' : 'others'
      dataTransfer.dropEffect = over === 'playlists' ? 'copy' : 'none'
      tell(over)
      clearTimeout(timer)
      timer = setTimeout(leave, GONE_AFTER_MS)
    },
    { signal },
  )
  window.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget ?? leave(), { signal })
  window.addEventListener(
    'drop',
    (event) => {
      leave()
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      const { files, hasFolder } = droppedFiles(event.dataTransfer)
      if (hasFolder) sayFolder()
      void importFiles(files)
    },
    { signal },
  )
  return () => {
    leave()
    listening.abort()
  }
}

function sayFolder() {
  toast({
    title: i18n.t('import.drop.others'),
    detail: i18n.t('import.drop.othersWords'),
    action: { label: i18n.t('settings.name'), run: () => navigate({ page: 'settings' }) },
  })
}
