import './library.css'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format.ts'
import { type LibraryView, libraryRoute, libraryView, navigate, type Route } from '../../route.ts'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useSelection } from '../../ui/grid/list-state.ts'
import { FirstAnalysis } from '../model/first-analysis.tsx'
import { SaveSmartButton } from '../playlists/save-smart-button.tsx'
import { SearchTerms } from '../search/search-terms.tsx'
import { TrackSearchBox } from '../search/track-search-box.tsx'
import { analyse } from '../tracks/analyse.ts'
import { TrackTable } from '../tracks/track-table.tsx'
import { EmptyLibrary } from '../welcome/empty-library.tsx'
import { ModelHint } from '../welcome/model-hint.tsx'
import { nextSort } from './next-sort.ts'
import { useTrackPages } from './use-track-pages.ts'

type LibraryRoute = Extract<Route, { page: 'library' }>

const titles = {
  tracks: 'sidebar.tracks',
  favourites: 'sidebar.favourites',
  recent: 'sidebar.recent',
} as const

/** What was added last comes first where no other order is asked for. */
function orderOf({ view, search, sort, descending }: LibraryRoute) {
  return view === 'recent' && sort === 'relevance' && search === ''
    ? ({ sort: 'addedAt', descending: true } as const)
    : { sort, descending }
}

export function LibraryPage({ route }: { route: LibraryRoute }) {
  const { t } = useTranslation()
  const { view, search, sort, descending } = route
  const list = `library ${view}`
  const tracks = useTrackPages({
    search,
    ...orderOf(route),
    favourites: view === 'favourites',
  })
  const folders = useStatus((status) => status.folders)
  const scanning = useStatus((status) => status.scans.length > 0)
  const waitingForAnalysis = useStatus((status) =>
    status.model.state === 'ready' && status.analysis.sound.state === 'idle'
      ? status.unanalysedTracks
      : 0,
  )
  const selection = useSelection(list)
  const onSearch = useCallback(
    (words: string) =>
      navigate({ page: 'library', view, search: words, sort, descending }, { replace: true }),
    [view, sort, descending],
  )

  if (folders === 0 && tracks.total === 0 && tracks.search === '' && view === 'tracks')
    return <EmptyLibrary />
  return (
    <section className="page" aria-labelledby="library-title">
      <header className="page-head">
        <h1 id="library-title">{t(titles[view])}</h1>
        <TrackSearchBox value={search} busy={tracks.busy} onChange={onSearch} />
        <p className="library-count soft number" aria-live="polite">
          {tracks.total === undefined
            ? ''
            : tracks.search
              ? t('library.found', { count: tracks.total, shown: formatCount(tracks.total) })
              : t('library.tracks', { count: tracks.total, shown: formatCount(tracks.total) })}
        </p>
        {search.trim() !== '' && (
          <SaveSmartButton search={search} {...orderOf(route)} favourites={view === 'favourites'} />
        )}
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
      <SearchTerms search={search} onChange={onSearch} />
      <ModelHint />
      <FirstAnalysis />
      <div className="page-fill">
        {tracks.total === 0 ? (
          <NoTracks view={view} search={tracks.search} scanning={scanning ?? false} />
        ) : (
          <TrackTable
            list={list}
            table="library"
            label={t('library.table')}
            tracks={tracks}
            sort={{ sort, descending }}
            onSort={(key) => navigate({ ...route, ...nextSort(key, { sort, descending }) })}
          />
        )}
      </div>
    </section>
  )
}

interface NoTracksProps {
  view: LibraryView
  /** What was searched for. */
  search: string
  scanning: boolean
}

function NoTracks({ view, search, scanning }: NoTracksProps) {
  const { t } = useTranslation()
  if (search)
    return (
      <EmptyState
        icon="search"
        title={t('library.nothingFound', { search: search.trim() })}
        actions={
          <Button onPress={() => navigate(libraryView(view))}>{t('library.clearSearch')}</Button>
        }
      >
        <p>{t('library.nothingFoundHint')}</p>
      </EmptyState>
    )
  if (view === 'favourites')
    return (
      <EmptyState
        icon="favourite"
        title={t('favourite.none')}
        actions={<Button onPress={() => navigate(libraryRoute)}>{t('playlist.toLibrary')}</Button>}
      >
        <p>{t('favourite.noneHint')}</p>
      </EmptyState>
    )
  return (
    <EmptyState icon="folder" title={scanning ? t('library.scanning') : t('library.noTracks')}>
      <p>{scanning ? t('library.scanningHint') : t('library.noTracksHint')}</p>
    </EmptyState>
  )
}
