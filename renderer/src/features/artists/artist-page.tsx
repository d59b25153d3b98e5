import '../albums/albums.css'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrackSort } from '../../../../contract/track.ts'
import { formatCount } from '../../format.ts'
import { artistsRoute, navigate } from '../../route.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { AlbumGrid } from '../albums/album-grid.tsx'
import { useAlbumPages } from '../albums/use-album-pages.ts'
import { nextSort } from '../library/next-sort.ts'
import { useTrackPages } from '../library/use-track-pages.ts'
import { playFrom } from '../player/player-store.ts'
import { TrackTable } from '../tracks/track-table.tsx'

const byAlbum: { sort: TrackSort; descending: boolean } = { sort: 'album', descending: false }

/** One artist: albums and tracks. */
export function ArtistPage({ artist }: { artist: string }) {
  const { t } = useTranslation()
  const [order, setOrder] = useState(byAlbum)
  const albums = useAlbumPages({ search: '', sort: 'year', descending: true, artist })
  const tracks = useTrackPages({ search: '', ...order, artist })
  const first = tracks.rowAt(0)
  if (tracks.total === 0 && albums.total === 0)
    return (
      <EmptyState
        icon="artist"
        title={t('artist.gone')}
        actions={<Button onPress={() => navigate(artistsRoute)}>{t('artist.all')}</Button>}
      />
    )
  const counts = [
    albums.total && t('album.count', { count: albums.total, shown: formatCount(albums.total) }),
    tracks.total && t('library.tracks', { count: tracks.total, shown: formatCount(tracks.total) }),
  ]
  return (
    <section className="page" aria-labelledby="artist-title">
      <header className="page-head">
        <IconButton icon="back" label={t('mode.back')} onPress={() => history.back()} />
        <div className="page-words">
          <h1 id="artist-title" className="clip">
            {artist}
          </h1>
          <p className="soft number">{counts.filter(Boolean).join(' · ')}</p>
        </div>
        <Button
          variant="primary"
          icon="play"
          isDisabled={!first}
          onPress={() => first && void playFrom(first, tracks.allIds())}
        >
          {t('album.play')}
        </Button>
      </header>
      {albums.total !== undefined && albums.total > 0 && (
        <div className="artist-albums">
          <AlbumGrid list={`albums of ${artist}`} label={t('sidebar.albums')} albums={albums} />
        </div>
      )}
      <div className="page-fill">
        <TrackTable
          list={`artist ${artist}`}
          table="artist"
          label={t('artist.table')}
          tracks={tracks}
          sort={order}
          onSort={(key) => {
            const next = nextSort(key, order)
            setOrder(next.sort === 'relevance' ? byAlbum : next)
          }}
        />
      </div>
    </section>
  )
}
