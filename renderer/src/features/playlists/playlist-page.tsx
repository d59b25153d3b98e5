import './playlists.css'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { libraryRoute, navigate } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { OrdinaryPlaylist } from './ordinary-playlist.tsx'
import { SmartPlaylist } from './smart-playlist.tsx'

export function PlaylistPage({ id }: { id: number }) {
  const { t } = useTranslation()
  const answer = useQuery(queries.playlist.get.queryOptions({ input: { id } }))
  if (answer.error)
    return (
      <EmptyState
        icon="playlist"
        title={failureOf(answer.error).title}
        actions={<Button onPress={() => navigate(libraryRoute)}>{t('playlist.toLibrary')}</Button>}
      >
        <p>{failureOf(answer.error).detail}</p>
      </EmptyState>
    )
  if (!answer.data) return null
  const { playlist, entries } = answer.data
  return (
    <section className="page" aria-labelledby="playlist-title">
      {playlist.query ? (
        <SmartPlaylist playlist={playlist} query={playlist.query} />
      ) : (
        <OrdinaryPlaylist playlist={playlist} entries={entries} />
      )}
    </section>
  )
}
