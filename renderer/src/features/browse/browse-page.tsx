import './browse.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BrowseFilter } from '../../../../contract/browse.ts'
import type { TrackRow } from '../../../../contract/track.ts'
import { queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { navigate, type Route } from '../../route.ts'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import { useSelection } from '../../ui/grid/list-state.ts'
import { nextSort } from '../library/next-sort.ts'
import { useTrackPages } from '../library/use-track-pages.ts'
import { playFrom } from '../player/player-store.ts'
import { SaveSmartButton } from '../playlists/save-smart-button.tsx'
import { SearchTerms } from '../search/search-terms.tsx'
import { TrackSearchBox } from '../search/track-search-box.tsx'
import { useTerms } from '../tags/use-terms.ts'
import { useTellCurrentTracks } from '../tracks/current-tracks.ts'
import { trackColumns, trackRowState } from '../tracks/track-columns.tsx'
import { useChoosableColumns } from '../tracks/use-choosable-columns.ts'
import { useTrackActions } from '../tracks/use-track-actions.tsx'
import { Chosen } from './chosen.tsx'
import { Facets } from './facets.tsx'
import { everything, isChosen } from './filter.ts'
import { rememberBrowse } from './last-browse.ts'
import { NoModesHint } from './no-modes-hint.tsx'
import { NothingToBrowse } from './nothing-to-browse.tsx'
import { Waiting } from './waiting.tsx'

const list = 'browse'

/** The library by tradition, mode, form, rhythm, instrument and artist. */
export function BrowsePage({ route }: { route: Extract<Route, { page: 'browse' }> }) {
  const { t } = useTranslation()
  const { search, sort, descending, filter } = route
  useEffect(() => rememberBrowse(route), [route])
  const tracks = useTrackPages({ search, sort, descending, browse: filter })
  const counts = useQuery(
    queries.browse.counts.queryOptions({
      input: { search, filter },
      placeholderData: keepPreviousData,
    }),
  )
  const libraryTracks = useStatus((status) => status.tracks)
  const listened = useStatus((status) => status.modeTracks)
  const selection = useSelection(list)
  useTellCurrentTracks(selection.keys)
  const terms = useTerms()
  const choosable = useChoosableColumns('browse')
  const [facetsOpen, setFacetsOpen] = useState(false)
  const columns = useMemo(
    () => trackColumns<TrackRow>(t, (row) => row, terms, { sortable: true }),
    [t, terms],
  )
  const onSearch = useCallback(
    (words: string) => navigate({ ...route, search: words }, { replace: true }),
    [route],
  )
  const choose = (chosen: BrowseFilter) => navigate({ ...route, filter: chosen })
  const clear = () =>
    navigate({ ...route, search: '', filter: { ...everything, threshold: filter.threshold } })

  function play(row: TrackRow, index: number) {
    void playFrom(row, tracks.allIds(), index)
  }
  const actions = useTrackActions({
    selected: async () => {
      if (selection.keys.size <= 1) return [...selection.keys]
      return (await tracks.allIds()).filter((id) => selection.keys.has(id))
    },
    count: selection.keys.size,
    activeId: selection.active?.key,
    onPlay: () => {
      const index = selection.active?.index ?? -1
      const row = tracks.rowAt(index)
      if (row) play(row, index)
    },
  })

  return (
    <section className="page" aria-labelledby="browse-title">
      <header className="page-head">
        <h1 id="browse-title">{t('browse.name')}</h1>
        <TrackSearchBox value={search} busy={tracks.busy} onChange={onSearch} />
        <Button
          icon="browse"
          aria-expanded={facetsOpen}
          aria-controls="browse-facets"
          onPress={() => setFacetsOpen(!facetsOpen)}
        >
          {t('browse.facets')}
        </Button>
        <p className="library-count soft number" aria-live="polite">
          {tracks.total !== undefined &&
            t('library.tracks', { count: tracks.total, shown: formatCount(tracks.total) })}
        </p>
        {(isChosen(filter) || search.trim() !== '') && (
          <SaveSmartButton search={search} sort={sort} descending={descending} browse={filter} />
        )}
        {selection.keys.size > 1 && (
          <span className="library-selected small number">
            {t('library.selected', {
              count: selection.keys.size,
              shown: formatCount(selection.keys.size),
            })}
          </span>
        )}
      </header>
      <SearchTerms search={search} onChange={onSearch} />
      {libraryTracks === 0 ? (
        <NothingToBrowse why="empty" onClear={clear} />
      ) : (
        <div className={facetsOpen ? 'browse browse-open' : 'browse'}>
          <aside id="browse-facets" className="browse-facets" aria-label={t('browse.facets')}>
            {counts.data && (
              <>
                <Waiting waiting={counts.data.waiting} />
                <Facets counts={counts.data} filter={filter} onChange={choose} />
              </>
            )}
            {counts.error && <p className="field-error">{failureOf(counts.error).detail}</p>}
          </aside>
          <div className="browse-tracks">
            <Chosen filter={filter} onChange={choose} />
            {counts.data && <NoModesHint counts={counts.data} />}
            <div className="page-fill">
              {tracks.error ? (
                <EmptyState icon="problems" title={failureOf(tracks.error).title}>
                  <p>{failureOf(tracks.error).detail}</p>
                </EmptyState>
              ) : tracks.total === 0 && (isChosen(filter) || search !== '') ? (
                <NothingToBrowse why="filter" onClear={clear} />
              ) : listened === 0 && counts.data?.tags.length === 0 && !isChosen(filter) ? (
                <NothingToBrowse why="unheard" onClear={clear} />
              ) : (
                <Grid
                  list={list}
                  label={t('library.table')}
                  view={tracks.view}
                  busy={tracks.busy}
                  columns={columns}
                  choosable={choosable}
                  rowHeight={34}
                  count={tracks.total ?? 0}
                  rowAt={tracks.rowAt}
                  indexOf={tracks.indexOf}
                  keyOf={(row) => row.id}
                  allKeys={tracks.allIds}
                  rowState={trackRowState}
                  sort={{ key: sort, descending }}
                  onSort={(key) => navigate({ ...route, ...nextSort(key, { sort, descending }) })}
                  onActivate={play}
                  onKey={actions.onKey}
                  menu={actions.menu}
                  onDrag={actions.onDrag}
                  onVisible={tracks.onVisible}
                />
              )}
            </div>
          </div>
        </div>
      )}
      {actions.element}
    </section>
  )
}
