import './library.css'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrackRow } from '../../../../contract/track.ts'
import { failureOf } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { libraryRoute, navigate, type Route } from '../../route.ts'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import { useSelection } from '../../ui/grid/list-state.ts'
import { FirstAnalysis } from '../model/first-analysis.tsx'
import { playFrom } from '../player/player-store.ts'
import { useTerms } from '../tags/use-terms.ts'
import { analyse } from '../tracks/analyse.ts'
import { useTellCurrentTracks } from '../tracks/current-tracks.ts'
import { trackColumns, trackRowState } from '../tracks/track-columns.tsx'
import { useChoosableColumns } from '../tracks/use-choosable-columns.ts'
import { useTrackActions } from '../tracks/use-track-actions.tsx'
import { EmptyLibrary } from '../welcome/empty-library.tsx'
import { ModelHint } from '../welcome/model-hint.tsx'
import { nextSort } from './next-sort.ts'
import { SearchBox } from './search-box.tsx'
import { useTrackPages } from './use-track-pages.ts'

const list = 'library'

export function LibraryPage({ route }: { route: Extract<Route, { page: 'library' }> }) {
  const { t } = useTranslation()
  const { view, search, sort, descending } = route
  const tracks = useTrackPages({ search, sort, descending })
  const folders = useStatus((status) => status.folders)
  const scanning = useStatus((status) => status.scans.length > 0)
  const waitingForAnalysis = useStatus((status) =>
    status.model.state === 'ready' && status.analysis.sound.state === 'idle'
      ? status.unanalysedTracks
      : 0,
  )
  const selection = useSelection(list)
  const terms = useTerms()
  useTellCurrentTracks(useMemo(() => [...selection.keys], [selection.keys]))
  const choosable = useChoosableColumns('library')
  const columns = useMemo(
    () => trackColumns<TrackRow>(t, (row) => row, terms, { sortable: true }),
    [t, terms],
  )
  const onSearch = useCallback(
    (words: string) =>
      navigate({ page: 'library', view, search: words, sort, descending }, { replace: true }),
    [view, sort, descending],
  )

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

  if (folders === 0 && tracks.total === 0 && tracks.search === '') return <EmptyLibrary />
  return (
    <section className="page" aria-labelledby="library-title">
      <header className="page-head">
        <h1 id="library-title">{t('library.name')}</h1>
        <SearchBox value={search} onChange={onSearch} />
        <p className="library-count soft number" aria-live="polite">
          {tracks.total === undefined
            ? ''
            : tracks.search
              ? t('library.found', { count: tracks.total, shown: formatCount(tracks.total) })
              : t('library.tracks', { count: tracks.total, shown: formatCount(tracks.total) })}
        </p>
        {selection.keys.size > 1 && (
          <span className="library-selected small number">
            {t('library.selected', {
              count: selection.keys.size,
              shown: formatCount(selection.keys.size),
            })}
          </span>
        )}
        {waitingForAnalysis !== undefined && waitingForAnalysis > 0 && (
          <Button icon="similar" onPress={() => void analyse(undefined)}>
            {t('library.analyseRest', {
              count: waitingForAnalysis,
              shown: formatCount(waitingForAnalysis),
            })}
          </Button>
        )}
      </header>
      <ModelHint />
      <FirstAnalysis />
      <div className="page-fill">
        {tracks.error ? (
          <EmptyState icon="problems" title={failureOf(tracks.error).title}>
            <p>{failureOf(tracks.error).detail}</p>
          </EmptyState>
        ) : tracks.total === 0 ? (
          <NoTracks search={tracks.search} scanning={scanning ?? false} />
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
            keyOf={(row) => row.id}
            allKeys={tracks.allIds}
            rowState={trackRowState}
            sort={{ key: sort, descending }}
            onSort={(key) => navigate({ ...route, ...nextSort(key, { sort, descending }) })}
            onActivate={play}
            onKey={actions.onKey}
            onMenu={actions.openMenu}
            onDrag={actions.onDrag}
            onVisible={tracks.onVisible}
          />
        )}
      </div>
      {actions.element}
    </section>
  )
}

function NoTracks({ search, scanning }: { search: string; scanning: boolean }) {
  const { t } = useTranslation()
  if (search)
    return (
      <EmptyState
        icon="search"
        title={t('library.nothingFound', { search })}
        actions={<Button onPress={() => navigate(libraryRoute)}>{t('library.clearSearch')}</Button>}
      >
        <p>{t('library.nothingFoundHint')}</p>
      </EmptyState>
    )
  return (
    <EmptyState icon="folder" title={scanning ? t('library.scanning') : t('library.noTracks')}>
      <p>{scanning ? t('library.scanningHint') : t('library.noTracksHint')}</p>
    </EmptyState>
  )
}
