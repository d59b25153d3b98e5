import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlbumSort } from '../../../../contract/collection.ts'
import { failureOf } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { albumsRoute, navigate, type Route } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Select } from '../../ui/select.tsx'
import { SearchBox } from '../library/search-box.tsx'
import { AlbumGrid } from './album-grid.tsx'
import { useAlbumPages } from './use-album-pages.ts'

/** Newest and added last are looked for first; names go from their beginning. */
const descending: Record<AlbumSort, boolean> = {
  artist: false,
  title: false,
  year: true,
  added: true,
}
const sorts = Object.keys(descending) as AlbumSort[]

/** Every album of the library by its cover. */
export function AlbumsPage({ route }: { route: Extract<Route, { page: 'albums' }> }) {
  const { t } = useTranslation()
  const { search, sort } = route
  const albums = useAlbumPages({ search, sort, descending: route.descending })
  const onSearch = useCallback(
    (words: string) => navigate({ ...route, search: words }, { replace: true }),
    [route],
  )
  return (
    <section className="page" aria-labelledby="albums-title">
      <header className="page-head">
        <h1 id="albums-title">{t('sidebar.albums')}</h1>
        <SearchBox
          value={search}
          label={t('album.search')}
          hint={t('album.searchHint')}
          onChange={onSearch}
        />
        <Select
          label={t('album.sort')}
          labelPlace="beside"
          value={sort}
          options={sorts.map((value) => ({ value, label: t(`album.sorts.${value}`) }))}
          onChange={(by) => navigate({ ...route, sort: by, descending: descending[by] })}
        />
        <p className="library-count soft number" aria-live="polite">
          {albums.total !== undefined &&
            t('album.count', { count: albums.total, shown: formatCount(albums.total) })}
        </p>
      </header>
      <div className="page-fill">
        {albums.error ? (
          <EmptyState icon="problems" title={failureOf(albums.error).title}>
            <p>{failureOf(albums.error).detail}</p>
          </EmptyState>
        ) : albums.total === 0 ? (
          <NoAlbums search={albums.shown.search} />
        ) : (
          <AlbumGrid list="albums" label={t('sidebar.albums')} albums={albums} />
        )}
      </div>
    </section>
  )
}

function NoAlbums({ search }: { search: string }) {
  const { t } = useTranslation()
  if (search === '')
    return (
      <EmptyState icon="album" title={t('album.none')}>
        <p>{t('album.noneHint')}</p>
      </EmptyState>
    )
  return (
    <EmptyState
      icon="search"
      title={t('album.nothingFound', { search })}
      actions={<Button onPress={() => navigate(albumsRoute)}>{t('album.all')}</Button>}
    />
  )
}
