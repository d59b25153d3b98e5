import './similar.css'
import './sounds-alike-panel.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo } from 'react'
import { ToggleButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { navigate } from '../../route.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import { useSelection } from '../../ui/grid/list-state.ts'
import { Icon } from '../../ui/icon.tsx'
import { useKept } from '../model/use-kept.ts'
import { playFrom } from '../player/player-store.ts'
import { useTerms } from '../tags/use-terms.ts'
import { useCurrentTracks } from '../tracks/current-tracks.ts'
import { trackRowState } from '../tracks/track-columns.tsx'
import { useTrackActions } from '../tracks/use-track-actions.tsx'
import { BlendSlider } from './blend-slider.tsx'
import type { Neighbour } from './neighbour-columns.tsx'
import { noAnswer } from './no-answer.ts'
import { panelColumns } from './panel-columns.tsx'
import { changePanel, usePanelState } from './panel-state.ts'
import { Remedies } from './remedies.tsx'
import { useGrown } from './use-grown.ts'
import { useSettled } from './use-settled.ts'
import { Why } from './why.tsx'

/** Neighbours asked for: what fits on a few screens of the panel. */
const wanted = 30
/** Milliseconds that a selection stays the same before it is asked about: keys held down run through a table. */
const settle = 120
const noNeighbours: readonly Neighbour[] = []

/** What sounds like the tracks that are selected, beside whichever page they are selected in. */
export function SoundsAlikePanel() {
  const { t } = useTranslation()
  const current = useSettled(
    useCurrentTracks((state) => state.trackIds),
    settle,
  )
  const pinned = usePanelState((state) => state.pinned)
  const trackIds = pinned ?? current
  return (
    <section className="alike" aria-labelledby="alike-title">
      <header className="alike-head">
        <h2 id="alike-title">{t('track.soundsAlike')}</h2>
        <ToggleButton
          className="icon-button alike-pin"
          aria-label={t('similar.pin')}
          isSelected={pinned !== null}
          isDisabled={trackIds.length === 0}
          onChange={(pin) => changePanel({ pinned: pin ? trackIds : null })}
        >
          <Icon name="pin" size={16} />
        </ToggleButton>
        <OpenAsPage trackIds={trackIds} />
      </header>
      {trackIds.length === 0 ? (
        <Sentence words={t('similar.panelNothing')} />
      ) : (
        <Alike trackIds={trackIds} />
      )}
    </section>
  )
}

function OpenAsPage({ trackIds }: { trackIds: readonly number[] }) {
  const { t } = useTranslation()
  const blend = usePanelState((state) => state.blend)
  return (
    <IconButton
      icon="expand"
      size={16}
      label={t('similar.openAsPage')}
      isDisabled={trackIds.length === 0}
      onPress={() => navigate({ page: 'similar', trackIds, blend })}
    />
  )
}

function Alike({ trackIds }: { trackIds: readonly number[] }) {
  const { t } = useTranslation()
  const list = 'panel'
  const blend = usePanelState((state) => state.blend)
  const whyOpen = usePanelState((state) => state.whyOpen)
  const answer = useQuery(
    queries.similar.query.queryOptions({
      input: { trackIds: [...trackIds], k: wanted, ...(blend === null ? {} : { blend }) },
      placeholderData: keepPreviousData,
    }),
  )
  const first = useQuery(
    queries.track.get.queryOptions({
      input: { id: trackIds[0] ?? 0 },
      placeholderData: keepPreviousData,
    }),
  )
  const kept = useKept()
  const grown = useGrown(answer, null, kept)
  const { refetch } = answer
  const terms = useTerms()
  const selection = useSelection(list)
  const neighbours = answer.data?.neighbours ?? noNeighbours
  const ids = useMemo(() => neighbours.map(({ track }) => track.id), [neighbours])
  const others = answer.data?.others ?? 0
  const active = selection.active ? neighbours[selection.active.index] : undefined
  const columns = useMemo(() => panelColumns(t, terms, others), [t, terms, others])
  const actions = useTrackActions({
    selected: () => ids.filter((id) => selection.keys.has(id)),
    count: selection.keys.size,
    activeId: active?.track.id,
    onPlay: () => play(selection.active?.index ?? 0),
    isAside: true,
  })

  function onKey(event: KeyboardEvent): boolean {
    if (event.key.toLowerCase() !== 'w' || event.ctrlKey || event.metaKey || event.altKey)
      return actions.onKey(event)
    changePanel({ whyOpen: !whyOpen })
    return true
  }
  function play(index: number) {
    const neighbour = neighbours[index]
    if (neighbour) void playFrom(neighbour.track, ids, index)
  }

  /** As on the page: an empty answer has nothing to lose by being asked for again. */
  useEffect(() => {
    if (grown && neighbours.length === 0) void refetch()
  }, [grown, neighbours.length, refetch])

  const left = answer.data?.seeds.filter(({ leftOut }) => leftOut) ?? []
  const shownBlend = blend ?? answer.data?.blend ?? 0
  const { sound, mode } = first.data ?? {}
  return (
    <>
      <div className="alike-question">
        {first.data && (
          <p className="alike-seed">
            <span className="clip neighbour-title" title={first.data.title}>
              {first.data.title}
            </span>
            <span className="clip soft small">
              {trackIds.length > 1
                ? t('similar.andOthers', {
                    count: trackIds.length - 1,
                    shown: formatCount(trackIds.length - 1),
                  })
                : first.data.artist}
            </span>
          </p>
        )}
        {left.length > 0 && !answer.isPlaceholderData && (
          <p className="small seed-left-out" role="note">
            {t('similar.leftOut', {
              count: left.length,
              shown: formatCount(left.length),
              titles: left.map(({ track }) => track.title).join(', '),
            })}
          </p>
        )}
        <BlendSlider
          value={shownBlend}
          spaces={answer.data?.spaces}
          onChange={(value) => changePanel({ blend: value })}
        />
        {answer.data?.randomWeights && answer.data.blend < 1 && (
          <p className="notice" role="note">
            {t('similar.randomWeights')}
          </p>
        )}
        {grown && neighbours.length > 0 && (
          <Button icon="retry" variant="quiet" onPress={() => void refetch()}>
            {t('similar.refresh')}
          </Button>
        )}
      </div>
      {answer.error ? (
        <NoAnswer
          error={answer.error}
          trackIds={trackIds}
          sound={sound}
          mode={mode}
          modeAlone={blend === 1}
        />
      ) : answer.data && neighbours.length === 0 ? (
        <Sentence words={t('similar.aloneHint')} />
      ) : (
        <div className="alike-list">
          <Grid
            list={list}
            label={t('similar.panelTable')}
            view={`${list}/${answer.data?.seeds.map(({ track }) => track.id)}/${answer.data?.blend}`}
            busy={answer.isPlaceholderData}
            className="alike-grid"
            headless
            columns={columns}
            rowHeight={50}
            count={neighbours.length}
            rowAt={(index) => neighbours[index]}
            keyOf={({ track }) => track.id}
            allKeys={async () => ids}
            rowState={({ track }) => trackRowState(track)}
            onActivate={(_, index) => play(index)}
            onKey={onKey}
            menu={actions.menu}
            onDrag={actions.onDrag}
          />
        </div>
      )}
      {active && (
        <div className="alike-why">
          <Disclosure
            title={t('similar.whyNear')}
            level={3}
            state={{ isOpen: whyOpen, onChange: (isOpen) => changePanel({ whyOpen: isOpen }) }}
          >
            {whyOpen && (
              <Why seedIds={trackIds} track={active.track} modelId={answer.data?.modelId ?? null} />
            )}
          </Disclosure>
        </div>
      )}
      {actions.element}
    </>
  )
}

interface NoAnswerProps {
  error: unknown
  trackIds: readonly number[]
  sound: Parameters<typeof noAnswer>[1]['sound']
  mode: Parameters<typeof noAnswer>[1]['mode']
  modeAlone: boolean
}

function NoAnswer({ error, trackIds, sound, mode, modeAlone }: NoAnswerProps) {
  const { t } = useTranslation()
  const reason = noAnswer(error, { sound, mode, modeAlone })
  return (
    <Sentence
      words={reason === 'failed' ? failureOf(error).detail : t(`similar.${reason}`)}
      actions={
        <Remedies
          reason={reason}
          trackIds={trackIds}
          sound={sound}
          brief
          onBlend={(blend) => changePanel({ blend })}
        />
      }
    />
  )
}

/** Why there is nothing to see, in one sentence. */
function Sentence({ words, actions }: { words: string; actions?: ReactNode }) {
  return (
    <div className="alike-empty" role="status">
      <p>{words}</p>
      {actions && <div className="alike-actions">{actions}</div>}
    </div>
  )
}
