import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Playlist, PlaylistQuery } from '../../../../contract/playlist.ts'
import { engine } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { nextSort } from '../library/next-sort.ts'
import { useTrackPages } from '../library/use-track-pages.ts'
import { playFrom } from '../player/player-store.ts'
import { TrackTable } from '../tracks/track-table.tsx'
import { PlaylistHead } from './playlist-head.tsx'
import { SmartDialog } from './smart-dialog.tsx'
import { usePlaylistChanges } from './use-playlist-changes.ts'
import { useQueryWords } from './use-query-words.ts'

interface SmartPlaylistProps {
  playlist: Playlist
  query: PlaylistQuery
}

/** A playlist that holds whatever its query finds at the moment. */
export function SmartPlaylist({ playlist, query }: SmartPlaylistProps) {
  const { t } = useTranslation()
  const { id, name } = playlist
  const changes = usePlaylistChanges()
  const [editing, setEditing] = useState(false)
  const { limit, search, sort, descending, browse, favourites } = query
  const tracks = useTrackPages({
    search,
    sort,
    descending,
    favourites,
    ...(browse ? { browse } : {}),
  })
  const words = useQueryWords(query)
  const first = tracks.rowAt(0)

  async function allIds() {
    return (await tracks.allIds()).slice(0, limit ?? undefined)
  }
  async function copy() {
    try {
      const { ids } = await engine.playlist.trackIds({ id })
      await changes.create({ name: t('playlist.copyOf', { name }), trackIds: ids })
    } catch (error) {
      tellFailure(error)
    }
  }
  return (
    <>
      <PlaylistHead
        playlist={playlist}
        onPlay={() => first && void playFrom(first, allIds(), 0)}
        words={<p className="small soft">{t('playlist.follows', { words })}</p>}
        buttons={
          <>
            <Button icon="settings" onPress={() => setEditing(true)}>
              {t('playlist.editQuery')}
            </Button>
            <Button icon="plus" isDisabled={playlist.tracks === 0} onPress={() => void copy()}>
              {t('playlist.makeCopy')}
            </Button>
          </>
        }
      />
      <div className="page-fill">
        {tracks.total === 0 ? (
          <EmptyState icon="smart" title={t('playlist.smartEmpty')}>
            <p>{t('playlist.smartEmptyHint')}</p>
          </EmptyState>
        ) : (
          <TrackTable
            list={`playlist/${id}`}
            table="playlist"
            label={t('playlist.table', { name })}
            tracks={
              limit === null || tracks.total === undefined
                ? tracks
                : { ...tracks, total: Math.min(limit, tracks.total), allIds }
            }
            sort={{ sort, descending }}
            onSort={(key) =>
              void changes
                .follow(playlist, { ...query, ...nextSort(key, { sort, descending }) })
                .catch(tellFailure)
            }
          />
        )}
      </div>
      {editing && (
        <SmartDialog
          title={t('playlist.editQuery')}
          name={name}
          query={query}
          save={t('save')}
          onSave={async (wanted, changed) => {
            if (wanted !== name) await changes.rename(playlist, wanted)
            await changes.follow(playlist, changed)
          }}
          onClose={() => setEditing(false)}
        />
      )}
    </>
  )
}
