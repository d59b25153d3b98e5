import './similar.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../client.ts'
import { formatCount } from '../../format.ts'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import { useSelection } from '../../ui/grid/list-state.ts'
import { playFrom } from '../player/player-store.ts'
import { NewPlaylistDialog } from '../playlists/new-playlist-dialog.tsx'
import { trackRowState } from '../tracks/track-columns.tsx'
import { useTrackActions } from '../tracks/use-track-actions.tsx'
import { rememberSeed } from './last-seed.ts'
import { type Neighbour, neighbourColumns } from './neighbour-columns.tsx'
import { PlayListContext } from './play-button.tsx'
import { Seed } from './seed.tsx'
import { SimilarFailure } from './similar-failure.tsx'

/** Neighbours asked for: as many as a person will look through. */
const wanted = 100
const noNeighbours: readonly Neighbour[] = []

export function SimilarPage({ trackId }: { trackId: number | null }) {
  const { t } = useTranslation()
  useEffect(() => {
    if (trackId !== null) rememberSeed(trackId)
  }, [trackId])
  return (
    <section className="page" aria-labelledby="similar-title">
      {trackId === null ? (
        <>
          <header className="page-head">
            <h1 id="similar-title">{t('similar.name')}</h1>
          </header>
          <EmptyState icon="similar" title={t('similar.noSeed')}>
            <p>{t('similar.noSeedHint')}</p>
          </EmptyState>
        </>
      ) : (
        <Neighbours trackId={trackId} />
      )}
    </section>
  )
}

function Neighbours({ trackId }: { trackId: number }) {
  const { t } = useTranslation()
  const list = `similar/${trackId}`
  const answer = useQuery(
    queries.similar.query.queryOptions({
      input: { trackId, k: wanted },
      placeholderData: keepPreviousData,
    }),
  )
  const track = useQuery(queries.track.get.queryOptions({ input: { id: trackId } }))
  const space = useStatus((status) => status.similar)
  const selection = useSelection(list)
  const [naming, setNaming] = useState(false)
  const neighbours = answer.data?.neighbours ?? noNeighbours
  const columns = useMemo(() => neighbourColumns(t), [t])
  const ids = useMemo(() => neighbours.map((neighbour) => neighbour.track.id), [neighbours])
  const seedFirst = useMemo(() => [trackId, ...ids], [trackId, ids])
  const active = selection.active ? neighbours[selection.active.index] : undefined
  const actions = useTrackActions({
    selected: () => ids.filter((id) => selection.keys.has(id)),
    activeId: active?.track.id,
    onPlay: () => play(selection.active?.index ?? 0),
  })

  function play(index: number) {
    const neighbour = neighbours[index]
    if (neighbour) void playFrom(neighbour.track, ids, index)
  }

  const seed = track.data ?? answer.data?.seed
  const grown =
    answer.data && space && (space.epoch !== answer.data.epoch || space.size > answer.data.size)
  const { refetch } = answer
  /** An answer that is being looked at does not change under the eyes; an empty one has nothing to lose. */
  useEffect(() => {
    if (grown && neighbours.length === 0) void refetch()
  }, [grown, neighbours.length, refetch])
  return (
    <>
      <header className="page-head">
        <h1 id="similar-title">{t('similar.name')}</h1>
        {answer.data && (
          <p className="soft number" aria-live="polite">
            {t('similar.among', { count: answer.data.size, shown: formatCount(answer.data.size) })}
          </p>
        )}
        <span className="page-space" />
        {grown && (
          <Button icon="retry" onPress={() => void answer.refetch()}>
            {t('similar.refresh')}
          </Button>
        )}
        <Button icon="plus" isDisabled={ids.length === 0} onPress={() => setNaming(true)}>
          {t('similar.makePlaylist')}
        </Button>
      </header>
      {seed && (
        <PlayListContext value={seedFirst}>
          <Seed track={seed} />
        </PlayListContext>
      )}
      {answer.data?.randomWeights && (
        <p className="notice" role="note">
          {t('similar.randomWeights')}
        </p>
      )}
      <div className="page-fill">
        {answer.error ? (
          <SimilarFailure error={answer.error} trackId={trackId} sound={track.data?.sound} />
        ) : answer.data && neighbours.length === 0 ? (
          <EmptyState icon="similar" title={t('similar.alone')}>
            <p>{t('similar.aloneHint')}</p>
          </EmptyState>
        ) : (
          <PlayListContext value={ids}>
            <Grid
              list={list}
              label={t('similar.table')}
              view={list}
              className="neighbour-grid"
              columns={columns}
              rowHeight={48}
              count={neighbours.length}
              rowAt={(index) => neighbours[index]}
              keyOf={(neighbour) => neighbour.track.id}
              allKeys={async () => ids}
              rowState={(neighbour) => trackRowState(neighbour.track)}
              onActivate={(_, index) => play(index)}
              onKey={(event) => {
                if (event.key.toLowerCase() !== 's' || event.ctrlKey || event.metaKey) return false
                actions.soundsAlike()
                return true
              }}
              onMenu={actions.openMenu}
            />
          </PlayListContext>
        )}
      </div>
      {actions.element}
      {naming && seed && (
        <NewPlaylistDialog
          trackIds={seedFirst}
          initialName={t('similar.playlistName', { title: seed.title }).slice(0, 200)}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  )
}
