import './similar.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../client.ts'
import { formatCount } from '../../format.ts'
import { navigate } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import { useSelection } from '../../ui/grid/list-state.ts'
import { ContextMenuItem, ContextMenuLine } from '../../ui/menu.tsx'
import { useKept } from '../model/use-kept.ts'
import { playFrom } from '../player/player-store.ts'
import { NewPlaylistDialog } from '../playlists/new-playlist-dialog.tsx'
import { useTerms } from '../tags/use-terms.ts'
import { trackRowState } from '../tracks/track-columns.tsx'
import { useTrackActions } from '../tracks/use-track-actions.tsx'
import { BlendSlider, likenessOf } from './blend-slider.tsx'
import { askedModel, chooseModel, otherModel, useChosenModel } from './chosen-model.ts'
import { rememberSeeds } from './last-seeds.ts'
import { ModelSelect } from './model-select.tsx'
import { type Neighbour, neighbourColumns } from './neighbour-columns.tsx'
import { PlayListContext } from './play-button.tsx'
import { Seed } from './seed.tsx'
import { SimilarFailure } from './similar-failure.tsx'
import { useAlso } from './use-also.ts'
import { useGrown } from './use-grown.ts'
import { WhyDialog } from './why-dialog.tsx'

/** Neighbours asked for: as many as a person will look through. */
const wanted = 100
const noNeighbours: readonly Neighbour[] = []

interface SimilarPageProps {
  trackIds: readonly number[]
  blend: number | null
}

export function SimilarPage({ trackIds, blend }: SimilarPageProps) {
  const { t } = useTranslation()
  useEffect(() => {
    if (trackIds.length > 0) rememberSeeds(trackIds)
  }, [trackIds])
  return (
    <section className="page" aria-labelledby="similar-title">
      {trackIds.length === 0 ? (
        <>
          <header className="page-head">
            <h1 id="similar-title">{t('similar.name')}</h1>
          </header>
          <EmptyState icon="similar" title={t('similar.noSeed')}>
            <p>{t('similar.noSeedHint')}</p>
          </EmptyState>
        </>
      ) : (
        <Neighbours trackIds={trackIds} blend={blend} />
      )}
    </section>
  )
}

function Neighbours({ trackIds, blend }: SimilarPageProps) {
  const { t } = useTranslation()
  const trackId = trackIds[0] ?? 0
  const list = `similar/${trackIds}`
  const kept = useKept()
  const asked = askedModel(
    kept,
    useChosenModel((state) => state.modelId),
  )
  const answer = useQuery(
    queries.similar.query.queryOptions({
      input: {
        trackIds: [...trackIds],
        k: wanted,
        ...(blend === null ? {} : { blend }),
        ...(asked === null ? {} : { modelId: asked }),
      },
      placeholderData: keepPreviousData,
    }),
  )
  const track = useQuery(queries.track.get.queryOptions({ input: { id: trackId } }))
  const terms = useTerms()
  const selection = useSelection(list)
  const [naming, setNaming] = useState(false)
  const [why, setWhy] = useState<Neighbour>()
  const neighbours = answer.data?.neighbours ?? noNeighbours
  const shownBlend = blend ?? answer.data?.blend ?? 0
  const modelId = asked ?? answer.data?.modelId ?? kept.find(({ compared }) => compared)?.modelId
  const models = kept.length > 1 && modelId !== undefined ? kept : undefined
  const also = useAlso({
    trackIds,
    k: wanted,
    blend: shownBlend,
    other: models && answer.data && modelId !== undefined ? otherModel(models, modelId) : undefined,
  })
  const others = answer.data?.others ?? 0
  const columns = useMemo(
    () => neighbourColumns(t, { terms, blend, also, others, onWhy: setWhy }),
    [t, terms, blend, also, others],
  )
  const ids = useMemo(() => neighbours.map((neighbour) => neighbour.track.id), [neighbours])
  const seedFirst = useMemo(() => [...trackIds, ...ids], [trackIds, ids])
  const active = selection.active ? neighbours[selection.active.index] : undefined
  const actions = useTrackActions({
    selected: () => ids.filter((id) => selection.keys.has(id)),
    count: selection.keys.size,
    activeId: active?.track.id,
    onPlay: () => play(selection.active?.index ?? 0),
    more: (
      <>
        <ContextMenuLine />
        <ContextMenuItem
          label={t('similar.whyNear')}
          keys="W"
          isDisabled={!active}
          onAction={() => setWhy(active)}
        />
      </>
    ),
  })

  function play(index: number) {
    const neighbour = neighbours[index]
    if (neighbour) void playFrom(neighbour.track, ids, index)
  }
  function onKey(event: KeyboardEvent): boolean {
    if (event.key.toLowerCase() !== 'w' || event.ctrlKey || event.metaKey || event.altKey)
      return actions.onKey(event)
    if (active) setWhy(active)
    return true
  }

  const seed = track.data ?? answer.data?.seeds[0]?.track
  const likeness = likenessOf(shownBlend)
  const grown = useGrown(answer, asked, kept)
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
            {t(answer.data.blend === 0 ? 'similar.among' : 'similar.amongHeard', {
              count: answer.data.size,
              shown: formatCount(answer.data.size),
            })}
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
        <div className="similar-question">
          <PlayListContext value={seedFirst}>
            <Seed track={seed} words={t(`similar.question.${likeness}`)} />
          </PlayListContext>
          <BlendSlider
            value={shownBlend}
            spaces={answer.data?.spaces}
            onChange={(value) =>
              navigate({ page: 'similar', trackIds, blend: value }, { replace: true })
            }
          />
          {models && modelId !== undefined && (
            <ModelSelect
              models={models}
              modelId={modelId}
              idle={shownBlend === 1}
              onChange={chooseModel}
            />
          )}
        </div>
      )}
      {answer.data?.randomWeights && answer.data.blend < 1 && (
        <p className="notice" role="note">
          {t('similar.randomWeights')}
        </p>
      )}
      <div className="page-fill">
        {answer.error ? (
          <SimilarFailure
            error={answer.error}
            trackIds={trackIds}
            sound={track.data?.sound}
            mode={track.data?.mode}
            modeAlone={blend === 1}
          />
        ) : answer.data && neighbours.length === 0 ? (
          <EmptyState icon="similar" title={t('similar.alone')}>
            <p>{t('similar.aloneHint')}</p>
          </EmptyState>
        ) : (
          <PlayListContext value={ids}>
            <Grid
              list={list}
              label={t('similar.table')}
              view={`${list}/${answer.data?.blend}/${answer.data?.modelId}`}
              busy={answer.isPlaceholderData}
              columns={columns}
              rowHeight={48}
              count={neighbours.length}
              rowAt={(index) => neighbours[index]}
              keyOf={(neighbour) => neighbour.track.id}
              allKeys={async () => ids}
              rowState={(neighbour) => trackRowState(neighbour.track)}
              onActivate={(_, index) => play(index)}
              onKey={onKey}
              onMenu={actions.openMenu}
              onDrag={actions.onDrag}
            />
          </PlayListContext>
        )}
      </div>
      {actions.element}
      {why && seed && (
        <WhyDialog seeds={[seed]} neighbour={why} onClose={() => setWhy(undefined)} />
      )}
      {naming && seed && (
        <NewPlaylistDialog
          trackIds={seedFirst}
          initialName={t(`similar.listName.${likeness}`, { title: seed.title }).slice(0, 200)}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  )
}
