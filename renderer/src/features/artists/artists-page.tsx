import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ArtistRow } from '../../../../contract/collection.ts'
import { engine, queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { useLanguage } from '../../locales/use-language.ts'
import { artistsRoute, navigate, type Route } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import type { Column } from '../../ui/grid/column.ts'
import { Grid } from '../../ui/grid/grid.tsx'
import { SearchBox } from '../library/search-box.tsx'
import { usePages } from '../library/use-pages.ts'

/** Every artist of the library. */
export function ArtistsPage({ route }: { route: Extract<Route, { page: 'artists' }> }) {
  const { t } = useTranslation()
  const { search } = route
  const language = useLanguage()
  const artists = usePages({ search, language }, (of, part) => {
    const input = { ...of, ...part }
    return {
      queryKey: queries.artists.list.key({ input }),
      queryFn: () => engine.artists.list(input),
    }
  })
  const onSearch = useCallback(
    (words: string) => navigate({ ...route, search: words }, { replace: true }),
    [route],
  )
  const columns = useMemo(
    (): Column<ArtistRow>[] => [
      {
        key: 'artist',
        header: t('track.artist'),
        width: 160,
        grow: 1,
        cell: (row) => <span className="clip">{row.artist}</span>,
      },
      {
        key: 'albums',
        header: t('sidebar.albums'),
        width: 90,
        align: 'end',
        cell: (row) => <span className="number">{formatCount(row.albums)}</span>,
      },
      {
        key: 'tracks',
        header: t('sidebar.tracks'),
        width: 90,
        align: 'end',
        cell: (row) => <span className="number">{formatCount(row.tracks)}</span>,
      },
    ],
    [t],
  )
  const open = ({ artist }: ArtistRow) => navigate({ page: 'artist', artist })
  return (
    <section className="page" aria-labelledby="artists-title">
      <header className="page-head">
        <h1 id="artists-title">{t('sidebar.artists')}</h1>
        <SearchBox
          value={search}
          label={t('artist.search')}
          hint={t('artist.searchHint')}
          onChange={onSearch}
        />
        <p className="library-count soft number" aria-live="polite">
          {artists.total !== undefined &&
            t('artist.count', { count: artists.total, shown: formatCount(artists.total) })}
        </p>
      </header>
      <div className="page-fill">
        {artists.error ? (
          <EmptyState icon="problems" title={failureOf(artists.error).title}>
            <p>{failureOf(artists.error).detail}</p>
          </EmptyState>
        ) : artists.total === 0 ? (
          <NoArtists search={artists.shown.search} />
        ) : (
          <Grid
            list="artists"
            label={t('sidebar.artists')}
            view={artists.view}
            busy={artists.busy}
            columns={columns}
            rowHeight={34}
            count={artists.total ?? 0}
            rowAt={artists.rowAt}
            keyOf={(row) => row.trackId}
            allKeys={async () => []}
            onActivate={open}
            onVisible={artists.onVisible}
          />
        )}
      </div>
    </section>
  )
}

function NoArtists({ search }: { search: string }) {
  const { t } = useTranslation()
  if (search === '')
    return (
      <EmptyState icon="artist" title={t('artist.none')}>
        <p>{t('artist.noneHint')}</p>
      </EmptyState>
    )
  return (
    <EmptyState
      icon="search"
      title={t('artist.nothingFound', { search })}
      actions={<Button onPress={() => navigate(artistsRoute)}>{t('artist.all')}</Button>}
    />
  )
}
