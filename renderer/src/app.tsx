import './app.css'
import { type ComponentType, lazy, Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { ConnectionBanner } from './connection/connection-banner.tsx'
import { AppCommands } from './features/commands/app-commands.tsx'
import { CommandParts } from './features/commands/command-parts.tsx'
import { LibraryPage } from './features/library/library-page.tsx'
import { PlayerBar } from './features/player/player-bar.tsx'
import { usePlayer } from './features/player/player-store.ts'
import { PlaylistParts } from './features/playlists/playlist-parts.tsx'
import { ProgressStrip } from './features/progress/progress-strip.tsx'
import { useWelcome } from './features/welcome/welcome-step.ts'
import { Frame } from './frame/frame.tsx'
import { PageGuard } from './frame/page-guard.tsx'
import { Sidebar } from './frame/sidebar.tsx'
import { formatRoute, type Route, useRoute } from './route.ts'
import { useStatus } from './status.ts'
import { Toasts } from './ui/toast.tsx'

/** A page whose code is fetched when it is first shown. */
function later<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await load() }))
}

const AlbumsPage = later(async () => (await import('./features/albums/albums-page.tsx')).AlbumsPage)
const AlbumPage = later(async () => (await import('./features/albums/album-page.tsx')).AlbumPage)
const ArtistsPage = later(
  async () => (await import('./features/artists/artists-page.tsx')).ArtistsPage,
)
const ArtistPage = later(
  async () => (await import('./features/artists/artist-page.tsx')).ArtistPage,
)
const BrowsePage = later(async () => (await import('./features/browse/browse-page.tsx')).BrowsePage)
const ModePage = later(async () => (await import('./features/mode/mode-page.tsx')).ModePage)
const PlaylistPage = later(
  async () => (await import('./features/playlists/playlist-page.tsx')).PlaylistPage,
)
const ProblemsPage = later(
  async () => (await import('./features/problems/problems-page.tsx')).ProblemsPage,
)
const SettingsPage = later(
  async () => (await import('./features/settings/settings-page.tsx')).SettingsPage,
)
const SimilarPage = later(
  async () => (await import('./features/similar/similar-page.tsx')).SimilarPage,
)
const SoundsAlikePanel = later(
  async () => (await import('./features/similar/sounds-alike-panel.tsx')).SoundsAlikePanel,
)
const TeachPage = later(async () => (await import('./features/teach/teach-page.tsx')).TeachPage)
const Welcome = later(async () => (await import('./features/welcome/welcome.tsx')).Welcome)

/** The pages whose tracks the panel beside them is about. */
const withPanel = {
  library: true,
  albums: true,
  album: true,
  artists: true,
  artist: true,
  browse: true,
  playlist: true,
} satisfies Partial<Record<Route['page'], true>>

/** As they are the same whatever page is shown, a letter typed into a search does not draw them again. */
const panel = (
  <Suspense>
    <SoundsAlikePanel />
  </Suspense>
)
const foot = (
  <>
    <ProgressStrip />
    <PlayerBar />
  </>
)
const parts = (
  <>
    <AppCommands />
    <CommandParts />
    <PlaylistParts />
  </>
)
const banner = <ConnectionBanner />

export function App() {
  const { t } = useTranslation()
  const route = useRoute()
  const demo = useStatus((status) => status.demo)
  const playing = usePlayer((state) => (state.playing ? state.track?.title : undefined))
  const welcome = useWelcome()
  const page = welcome && route.page === 'library' ? 'welcome' : route.page
  useEffect(() => {
    document.title = playing ? `${playing} · ${t('appName')}` : t('appName')
  }, [playing, t])
  return (
    <>
      <Frame
        sidebar={<Sidebar route={route} />}
        panel={page in withPanel ? panel : null}
        route={formatRoute(route)}
        foot={foot}
      >
        {banner}
        {demo && (
          <p className="notice demo" role="note">
            {t('demo')}
          </p>
        )}
        <PageGuard page={page}>
          <Suspense fallback={<div className="page" aria-busy="true" />}>
            {page === 'welcome' ? <Welcome /> : <Page route={route} />}
          </Suspense>
        </PageGuard>
      </Frame>
      {parts}
      <Toasts label={t('toasts')} closeLabel={t('close')} />
    </>
  )
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case 'library':
      return <LibraryPage route={route} />
    case 'albums':
      return <AlbumsPage route={route} />
    case 'album':
      return (
        <AlbumPage key={formatRoute(route)} album={route.album} albumArtist={route.albumArtist} />
      )
    case 'artists':
      return <ArtistsPage route={route} />
    case 'artist':
      return <ArtistPage key={route.artist} artist={route.artist} />
    case 'similar':
      return <SimilarPage trackIds={route.trackIds} blend={route.blend} />
    case 'browse':
      return <BrowsePage route={route} />
    case 'mode':
      return <ModePage key={route.trackId} trackId={route.trackId} />
    case 'teach':
      return <TeachPage subject={route.subject} />
    case 'playlist':
      return <PlaylistPage key={route.id} id={route.id} />
    case 'problems':
      return <ProblemsPage />
    case 'settings':
      return <SettingsPage />
  }
}
