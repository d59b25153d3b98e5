import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RankedTrack } from '../../../../contract/head.ts'
import type { TagRef } from '../../../../contract/tag.ts'
import { failureOf } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Switch } from '../../ui/fields.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import { useSelection } from '../../ui/grid/list-state.ts'
import { ContextMenuItem, ContextMenuLine } from '../../ui/menu.tsx'
import { pageSize } from '../library/pages.ts'
import { playFrom } from '../player/player-store.ts'
import { PlayListContext } from '../similar/play-button.tsx'
import { useTagChanges } from '../tags/use-tag-changes.ts'
import { useTerms } from '../tags/use-terms.ts'
import { useTellCurrentTracks } from '../tracks/current-tracks.ts'
import { trackRowState } from '../tracks/track-columns.tsx'
import { useTrackActions } from '../tracks/use-track-actions.tsx'
import { judgeKeys, judgementOfKey } from './judge-keys.ts'
import { rankingColumns, type Word } from './ranking-columns.tsx'
import { useRankingPages } from './use-ranking-pages.ts'

interface RankingProps {
  tag: TagRef
  name: string
  /** The user said something of these tracks. */
  onSaid: (trackIds: readonly number[]) => void
}

/** All tracks that the head judged, the likeliest first; changes as it learns. */
export function Ranking({ tag: { vocabulary, tag }, name, onSaid }: RankingProps) {
  const { t } = useTranslation()
  const [unjudgedOnly, setUnjudgedOnly] = useState(false)
  const list = `teach ${vocabulary}/${tag}`
  const tracks = useRankingPages({ vocabulary, tag, unjudgedOnly })
  const selection = useSelection(list)
  useTellCurrentTracks(selection.keys)
  const terms = useTerms()
  const decide = useTagChanges()

  function say(trackIds: readonly number[], word: Word) {
    if (word !== 'proposed') onSaid(trackIds)
    void decide({ trackIds, tags: [{ vocabulary, tag }], name, state: word })
  }
  const latest = useRef(say)
  latest.current = say
  const columns = useMemo(
    () => rankingColumns(t, { terms, onSay: (...said) => latest.current(...said) }),
    [t, terms],
  )

  /** What the play buttons of the rows go on with. */
  const firstIds = Array.from(
    { length: Math.min(pageSize, tracks.total ?? 0) },
    (_, index) => tracks.rowAt(index)?.track.id ?? 0,
  )

  async function selected() {
    if (selection.keys.size <= 1) return [...selection.keys]
    return (await tracks.allIds()).filter((id) => selection.keys.has(id))
  }
  async function saySelected(word: Word) {
    say(await selected(), word)
  }
  function play({ track }: RankedTrack, index: number) {
    void playFrom(track, tracks.allIds(), index)
  }
  const actions = useTrackActions({
    selected,
    count: selection.keys.size,
    activeId: selection.active?.key,
    onPlay: () => {
      const index = selection.active?.index ?? -1
      const row = tracks.rowAt(index)
      if (row) play(row, index)
    },
    more: (
      <>
        <ContextMenuLine />
        <ContextMenuItem
          label={t('tags.confirmTag', { name })}
          keys={judgeKeys.confirmed}
          onAction={() => void saySelected('confirmed')}
        />
        <ContextMenuItem
          label={t('tags.rejectTag', { name })}
          keys={judgeKeys.rejected}
          onAction={() => void saySelected('rejected')}
        />
      </>
    ),
  })
  /** In the list the keys mean what is selected in it; where nothing is, the track that is asked about. */
  function onKey(event: KeyboardEvent): boolean {
    const word = judgementOfKey(event)
    if (word && selection.keys.size === 0) return false
    if (word !== 'confirmed' && word !== 'rejected') return actions.onKey(event)
    void saySelected(word)
    return true
  }

  return (
    <section className="ranking" aria-labelledby="ranking-title">
      <header className="ranking-head">
        <h2 id="ranking-title">{t('teach.ranking')}</h2>
        <p className="soft small number" aria-live="polite">
          {tracks.total !== undefined &&
            tracks.total > 0 &&
            t('library.tracks', { count: tracks.total, shown: formatCount(tracks.total) })}
        </p>
        <span className="page-space" />
        <Switch
          label={t('teach.unjudgedOnly')}
          isSelected={unjudgedOnly}
          onChange={setUnjudgedOnly}
        />
      </header>
      <div className="ranking-list">
        {tracks.error ? (
          <EmptyState icon="problems" title={failureOf(tracks.error).title}>
            <p>{failureOf(tracks.error).detail}</p>
          </EmptyState>
        ) : tracks.total === 0 ? (
          <EmptyState icon="teach" title={t(unjudgedOnly ? 'teach.allJudged' : 'teach.noRanking')}>
            <p>{t(unjudgedOnly ? 'teach.allJudgedHint' : 'teach.noRankingHint')}</p>
          </EmptyState>
        ) : (
          <PlayListContext value={firstIds}>
            <Grid
              list={list}
              label={t('teach.rankingOf', { name })}
              view={tracks.view}
              busy={tracks.busy}
              columns={columns}
              rowHeight={48}
              count={tracks.total ?? 0}
              rowAt={tracks.rowAt}
              keyOf={({ track }) => track.id}
              allKeys={tracks.allIds}
              rowState={({ track }) => trackRowState(track)}
              onActivate={play}
              onKey={onKey}
              menu={actions.menu}
              onDrag={actions.onDrag}
              onVisible={tracks.onVisible}
            />
          </PlayListContext>
        )}
      </div>
      {actions.element}
    </section>
  )
}
