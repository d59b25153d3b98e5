import './similar.css'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../client.ts'
import { formatCount } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import { useSelection } from '../../ui/grid/list-state.ts'
import { ContextMenuItem, ContextMenuLine } from '../../ui/menu.tsx'
import { useKept } from '../model/use-kept.ts'
import { playFrom } from '../player/player-store.ts'
import { AddToPlaylistDialog } from '../playlists/add-to-playlist-dialog.tsx'
import { NewPlaylistDialog } from '../playlists/new-playlist-dialog.tsx'
import { useTerms } from '../tags/use-terms.ts'
import { trackRowState } from '../tracks/track-columns.tsx'
import { useTrackActions } from '../tracks/use-track-actions.tsx'
import { likenessOf } from './blend-slider.tsx'
import { askedModel, otherModel, useChosenModel } from './chosen-model.ts'
import { FilterBar } from './filter-bar.tsx'
import { rememberSeeds } from './last-seeds.ts'
import { type Neighbour, neighbourColumns } from './neighbour-columns.tsx'
import { NothingLeft } from './nothing-left.tsx'
import { PlayListContext } from './play-button.tsx'
import { Question } from './question.tsx'
import { shownRows } from './shown-rows.ts'
import { SimilarFailure } from './similar-failure.tsx'
import { useAlso } from './use-also.ts'
import { useGrown } from './use-grown.ts'
import { useSimilarAnswer } from './use-similar-answer.ts'
import { WhyDialog } from './why-dialog.tsx'

const noNeighbours: readonly Neighbour[] = []
const noneOpen: ReadonlySet<number> = new Set()

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
    <section className="page similar-page" aria-labelledby="similar-title">
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
  const list = `similar/${trackIds}`
  const kept = useKept()
  const asked = askedModel(
    kept,
    useChosenModel((state) => state.modelId),
  )
  const { answer, question, capped } = useSimilarAnswer({ trackIds, blend, modelId: asked })
  const first = useQuery(queries.track.get.queryOptions({ input: { id: trackIds[0] ?? 0 } }))
  const terms = useTerms()
  const selection = useSelection(list)
  const [dialog, setDialog] = useState<'new' | 'add'>()
  const [why, setWhy] = useState<Neighbour>()
  const [open, setOpen] = useState<ReadonlySet<number>>(noneOpen)
  const neighbours = answer.data?.neighbours ?? noNeighbours
  const shownBlend = blend ?? answer.data?.blend ?? 0
  const modelId = asked ?? answer.data?.modelId ?? kept.find(({ compared }) => compared)?.modelId
  const models = kept.length > 1 && modelId !== undefined ? kept : undefined
  const also = useAlso({
    question,
    blend: shownBlend,
    other: models && answer.data && modelId !== undefined ? otherModel(models, modelId) : undefined,
  })
  const others = answer.data?.others ?? 0
  const columns = useMemo(
    () =>
      neighbourColumns(t, {
        ...{ terms, blend, also, others, open },
        onOpen: (trackId) => setOpen((before) => toggled(before, trackId)),
        onWhy: setWhy,
      }),
    [t, terms, blend, also, others, open],
  )
  const rows = useMemo(() => shownRows(neighbours, open), [neighbours, open])
  const ids = useMemo(() => neighbours.map((neighbour) => neighbour.track.id), [neighbours])
  const seedsFirst = useMemo(() => [...trackIds, ...ids], [trackIds, ids])
  const active = selection.active ? rows[selection.active.index] : undefined
  const actions = useTrackActions({
    selected: () => rows.map(({ track }) => track.id).filter((id) => selection.keys.has(id)),
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
          onAction={() => setWhy(active?.neighbour)}
        />
      </>
    ),
  })

  function play(index: number) {
    const row = rows[index]
    if (row?.isCopy) void playFrom(row.track, [row.track.id])
    else if (row) void playFrom(row.track, ids, row.rank)
  }
  function showCopies(shown: boolean): boolean {
    const trackId = active?.neighbour.track.id
    if (trackId === undefined || active?.neighbour.copies.length === 0) return false
    if (open.has(trackId) !== shown) setOpen(toggled(open, trackId))
    return true
  }
  function onKey(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return actions.onKey(event)
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft')
      return showCopies((event.key === 'ArrowRight') !== (document.dir === 'rtl'))
    if (event.key.toLowerCase() !== 'w') return actions.onKey(event)
    if (active) setWhy(active.neighbour)
    return true
  }

  const seed = first.data ?? answer.data?.seeds[0]?.track
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
        <Button icon="play" isDisabled={ids.length === 0} onPress={() => play(0)}>
          {t('similar.playAll')}
        </Button>
        <Button isDisabled={ids.length === 0} onPress={() => setDialog('add')}>
          {t('track.addToPlaylist')}
        </Button>
        <Button icon="plus" isDisabled={ids.length === 0} onPress={() => setDialog('new')}>
          {t('similar.makePlaylist')}
        </Button>
      </header>
      {seed && (
        <Question
          trackIds={trackIds}
          seeds={answer.isPlaceholderData ? undefined : answer.data?.seeds}
          first={seed}
          blend={blend}
          shownBlend={shownBlend}
          spaces={answer.data?.spaces}
          models={models}
          modelId={modelId}
          playList={seedsFirst}
        />
      )}
      {!answer.error && <FilterBar capped={capped} />}
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
            sound={first.data?.sound}
            mode={first.data?.mode}
            modeAlone={blend === 1}
          />
        ) : answer.data && neighbours.length === 0 ? (
          answer.data.costs.length > 0 ? (
            <NothingLeft costs={answer.data.costs} />
          ) : (
            <EmptyState icon="similar" title={t('similar.alone')}>
              <p>{t('similar.aloneHint')}</p>
            </EmptyState>
          )
        ) : (
          <PlayListContext value={ids}>
            <Grid
              list={list}
              label={t('similar.table')}
              view={`${list}/${answer.data?.blend}/${answer.data?.modelId}/${JSON.stringify(question)}`}
              busy={answer.isPlaceholderData}
              columns={columns}
              rowHeight={48}
              count={rows.length}
              rowAt={(index) => rows[index]}
              keyOf={({ track }) => track.id}
              allKeys={async () => rows.map(({ track }) => track.id)}
              rowState={({ track }) => trackRowState(track)}
              onActivate={(_, index) => play(index)}
              onKey={onKey}
              menu={actions.menu}
              onDrag={actions.onDrag}
            />
          </PlayListContext>
        )}
      </div>
      {actions.element}
      {why && (
        <WhyDialog
          seedIds={trackIds}
          track={why.track}
          modelId={answer.data?.modelId ?? null}
          onClose={() => setWhy(undefined)}
        />
      )}
      {dialog === 'add' && (
        <AddToPlaylistDialog
          trackIds={ids}
          onNew={() => setDialog('new')}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'new' && seed && (
        <NewPlaylistDialog
          trackIds={seedsFirst}
          initialName={t(
            trackIds.length > 1
              ? 'similar.listOfSeveral'
              : `similar.listName.${likenessOf(shownBlend)}`,
            { title: seed.title },
          ).slice(0, 200)}
          onClose={() => setDialog(undefined)}
        />
      )}
    </>
  )
}

function toggled(set: ReadonlySet<number>, one: number): ReadonlySet<number> {
  const after = new Set(set)
  if (!after.delete(one)) after.add(one)
  return after
}
