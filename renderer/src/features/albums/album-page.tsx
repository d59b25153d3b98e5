import './albums.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlbumName, TrackSort } from '../../../../contract/track.ts'
import { queries } from '../../client.ts'
import { failureOf, tellFailure } from '../../failure.ts'
import { formatCount, formatDuration } from '../../format.ts'
import { albumsRoute, formatRoute, mostSeeds, navigate } from '../../route.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { nextSort } from '../library/next-sort.ts'
import { useTrackPages } from '../library/use-track-pages.ts'
import { AddToPlaylistDialog } from '../playlists/add-to-playlist-dialog.tsx'
import { NewPlaylistDialog } from '../playlists/new-playlist-dialog.tsx'
import { TrackTable } from '../tracks/track-table.tsx'
import { artistOfAlbum } from './artist-of-album.ts'
import { Cover } from './cover.tsx'
import { albumTracks, playAlbum } from './play-album.ts'

/** The tracks as they follow each other on the album. */
const asOnAlbum: { sort: TrackSort; descending: boolean } = { sort: 'album', descending: false }

const columns = { trackNumber: true, album: false }

/** One album: its cover, what is known of it, and its tracks. */
export function AlbumPage({ album, albumArtist }: AlbumName) {
  const { t } = useTranslation()
  const [order, setOrder] = useState(asOnAlbum)
  const name = { album, albumArtist }
  const answer = useQuery(queries.albums.list.queryOptions({ input: { album: name, limit: 1 } }))
  const tracks = useTrackPages({ search: '', ...order, album: name })
  const [dialog, setDialog] = useState<{ what: 'add' | 'new'; trackIds: readonly number[] }>()
  const found = answer.data?.rows[0]
  const close = () => setDialog(undefined)

  async function withTracks(act: (trackIds: number[]) => void) {
    try {
      act(await albumTracks(name))
    } catch (error) {
      tellFailure(error)
    }
  }

  if (answer.error || (answer.data && !found))
    return (
      <EmptyState
        icon="album"
        title={answer.error ? failureOf(answer.error).title : t('album.gone')}
        actions={<Button onPress={() => navigate(albumsRoute)}>{t('album.all')}</Button>}
      >
        <p>{answer.error ? failureOf(answer.error).detail : t('album.goneHint')}</p>
      </EmptyState>
    )
  if (!found) return null
  const artist = artistOfAlbum(t, found)
  const one = found.albumArtist || (found.artistCount === 1 ? found.artists[0] : undefined)
  const facts = [
    found.year,
    t('library.tracks', { count: found.tracks, shown: formatCount(found.tracks) }),
    formatDuration(found.duration),
  ]
  return (
    <section className="page" aria-labelledby="album-title">
      <header className="album-head">
        <IconButton icon="back" label={t('mode.back')} onPress={() => history.back()} />
        <Cover trackId={found.artworkTrackId} />
        <div className="album-facts">
          <h1 id="album-title">{found.album}</h1>
          <p>
            {one ? <a href={formatRoute({ page: 'artist', artist: one })}>{artist}</a> : artist}
          </p>
          <p className="soft small number">{facts.filter(Boolean).join(' · ')}</p>
          <div className="album-actions">
            <Button variant="primary" icon="play" onPress={() => void playAlbum(name)}>
              {t('album.play')}
            </Button>
            <Button
              icon="playlist"
              onPress={() => void withTracks((trackIds) => setDialog({ what: 'add', trackIds }))}
            >
              {t('track.addToPlaylist')}
            </Button>
            <Button
              icon="similar"
              onPress={() =>
                void withTracks((ids) =>
                  navigate({ page: 'similar', trackIds: ids.slice(0, mostSeeds), blend: null }),
                )
              }
            >
              {t('album.soundsAlike')}
            </Button>
          </div>
        </div>
      </header>
      <div className="page-fill">
        <TrackTable
          list={`album ${albumArtist}/${album}`}
          table="album"
          label={t('album.table')}
          tracks={tracks}
          sort={order}
          shown={columns}
          onSort={(key) => {
            const next = nextSort(key, order)
            setOrder(next.sort === 'relevance' ? asOnAlbum : next)
          }}
        />
      </div>
      {dialog?.what === 'add' && (
        <AddToPlaylistDialog
          trackIds={dialog.trackIds}
          onNew={() => setDialog({ ...dialog, what: 'new' })}
          onClose={close}
        />
      )}
      {dialog?.what === 'new' && <NewPlaylistDialog trackIds={dialog.trackIds} onClose={close} />}
    </section>
  )
}
