import './app.css'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ConnectionBanner } from './connection/connection-banner.tsx'
import { BrowsePage } from './features/browse/browse-page.tsx'
import { LibraryPage } from './features/library/library-page.tsx'
import { searchBoxId } from './features/library/search-box.tsx'
import { ModePage } from './features/mode/mode-page.tsx'
import { PlayerBar } from './features/player/player-bar.tsx'
import { usePlayer } from './features/player/player-store.ts'
import { PlaylistPage } from './features/playlists/playlist-page.tsx'
import { ProblemsPage } from './features/problems/problems-page.tsx'
import { ProgressStrip } from './features/progress/progress-strip.tsx'
import { SettingsPage } from './features/settings/settings-page.tsx'
import { SimilarPage } from './features/similar/similar-page.tsx'
import { libraryRoute, navigate, type Route, useRoute } from './route.ts'
import { Sidebar } from './sidebar.tsx'
import { useStatus } from './status.ts'
import { Toasts } from './ui/toast.tsx'

export function App() {
  const { t } = useTranslation()
  const route = useRoute()
  const demo = useStatus((status) => status.demo)
  const playing = usePlayer((state) => (state.playing ? state.track?.title : undefined))
  useSearchKeys()
  useEffect(() => {
    document.title = playing ? `${playing} · ${t('appName')}` : t('appName')
  }, [playing, t])
  return (
    <div className="app">
      <Sidebar route={route} />
      <main className="main">
        <ConnectionBanner />
        {demo && (
          <p className="notice demo" role="note">
            {t('demo')}
          </p>
        )}
        <Page route={route} />
      </main>
      <div className="foot">
        <ProgressStrip />
        <PlayerBar />
      </div>
      <Toasts label={t('toasts')} closeLabel={t('close')} />
    </div>
  )
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'library':
      return <LibraryPage route={route} />
    case 'albums':
    case 'album':
    case 'artists':
    case 'artist':
      return null
    case 'similar':
      return <SimilarPage trackId={route.trackId} blend={route.blend} />
    case 'browse':
      return <BrowsePage route={route} />
    case 'mode':
      return <ModePage key={route.trackId} trackId={route.trackId} />
    case 'playlist':
      return <PlaylistPage key={route.id} id={route.id} />
    case 'problems':
      return <ProblemsPage />
    case 'settings':
      return <SettingsPage />
  }
}

/** `/` and Ctrl+F lead to the search box from anywhere. */
function useSearchKeys() {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      const typing = event.target instanceof Element && event.target.closest('input, textarea')
      const find = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f'
      if (!find && (event.key !== '/' || typing || event.ctrlKey || event.metaKey)) return
      if (document.querySelector('.dialog-overlay')) return
      event.preventDefault()
      if (!document.getElementById(searchBoxId)) navigate(libraryRoute)
      requestAnimationFrame(() => {
        const box = document.getElementById(searchBoxId)
        if (box instanceof HTMLInputElement) box.select()
      })
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
