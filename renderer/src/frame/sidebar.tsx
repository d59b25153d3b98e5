import './sidebar.css'
import { useQuery } from '@tanstack/react-query'
import { type MouseEvent, memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../client.ts'
import { useLastBrowse } from '../features/browse/last-browse.ts'
import { choosePlaylists } from '../features/playlists/choose-playlists.ts'
import { NewPlaylistDialog } from '../features/playlists/new-playlist-dialog.tsx'
import { useLastSeeds } from '../features/similar/last-seeds.ts'
import { usePlaylistDrop } from '../features/tracks/track-drag.ts'
import { formatCount } from '../format.ts'
import {
  albumsRoute,
  artistsRoute,
  formatRoute,
  isSamePlace,
  libraryRoute,
  libraryView,
  navigate,
  type Route,
  teachRoute,
} from '../route.ts'
import { useStatus } from '../status.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon, type IconName } from '../ui/icon.tsx'

/** What there is to go to; drawn anew only when another place is shown, not for each letter of a search. */
export const Sidebar = memo(Places, (one, other) => isSamePlace(one.route, other.route))

function Places({ route }: { route: Route }) {
  const { t } = useTranslation()
  const tracks = useStatus((status) => status.tracks)
  const problems = useStatus((status) => status.problems)
  const playlists = useQuery(queries.playlist.list.queryOptions()).data ?? []
  const seeds = useLastSeeds((state) => state.trackIds)
  const browse = useLastBrowse((state) => state.route)
  const [naming, setNaming] = useState(false)
  const view = route.page === 'library' ? route.view : undefined
  return (
    <div className="sidebar">
      <div className="sidebar-head">
        <h2>{t('library.name')}</h2>
      </div>
      <ul>
        <Item
          icon="library"
          label={t('sidebar.tracks')}
          to={libraryRoute}
          current={view === 'tracks'}
          count={tracks}
        />
        <Item
          icon="album"
          label={t('sidebar.albums')}
          to={albumsRoute}
          current={route.page === 'albums' || route.page === 'album'}
        />
        <Item
          icon="artist"
          label={t('sidebar.artists')}
          to={artistsRoute}
          current={route.page === 'artists' || route.page === 'artist'}
        />
        <Item
          icon="recent"
          label={t('sidebar.recent')}
          to={libraryView('recent')}
          current={view === 'recent'}
        />
        <Item
          icon="favourite"
          label={t('sidebar.favourites')}
          to={libraryView('favourites')}
          current={view === 'favourites'}
        />
      </ul>
      <ul className="sidebar-part">
        <Item
          icon="browse"
          label={t('browse.name')}
          to={browse}
          current={route.page === 'browse'}
        />
        <Item
          icon="teach"
          label={t('teach.name')}
          to={teachRoute}
          current={route.page === 'teach'}
        />
        <Item
          icon="similar"
          label={t('similar.name')}
          to={{ page: 'similar', trackIds: seeds, blend: null }}
          current={route.page === 'similar'}
        />
      </ul>
      <div className="sidebar-head">
        <h2>{t('playlist.listName')}</h2>
        <IconButton icon="import" size={16} label={t('import.choose')} onPress={choosePlaylists} />
        <IconButton
          icon="plus"
          size={16}
          label={t('playlist.new')}
          onPress={() => setNaming(true)}
        />
      </div>
      <ul className="sidebar-playlists">
        {playlists.map((playlist) => (
          <Item
            key={playlist.id}
            icon={playlist.query ? 'smart' : 'playlist'}
            label={playlist.name}
            to={{ page: 'playlist', id: playlist.id }}
            current={route.page === 'playlist' && route.id === playlist.id}
            count={playlist.tracks}
            {...(playlist.query ? {} : { takesTracks: playlist.id })}
          />
        ))}
        {playlists.length === 0 && <li className="sidebar-none">{t('playlist.noneYet')}</li>}
      </ul>
      <ul className="sidebar-foot">
        <Item
          icon="problems"
          label={t('problems.name')}
          to={{ page: 'problems' }}
          current={route.page === 'problems'}
          count={problems || undefined}
          alarming
        />
        <Item
          icon="settings"
          label={t('settings.name')}
          to={{ page: 'settings' }}
          current={route.page === 'settings'}
        />
      </ul>
      {naming && <NewPlaylistDialog trackIds={[]} onClose={() => setNaming(false)} />}
    </div>
  )
}

interface ItemProps {
  icon: IconName
  label: string
  to: Route
  current: boolean
  count?: number | undefined
  alarming?: boolean
  /** The playlist to which tracks that are dropped here are added. */
  takesTracks?: number
}

function Item({ icon, label, to, current, count, alarming, takesTracks }: ItemProps) {
  const drop = usePlaylistDrop(takesTracks)
  function go(event: MouseEvent) {
    event.preventDefault()
    navigate(to)
  }
  return (
    <li>
      <a
        className={drop.isOver ? 'sidebar-item sidebar-drop' : 'sidebar-item'}
        href={formatRoute(to)}
        aria-current={current ? 'page' : undefined}
        onClick={go}
        {...drop.handlers}
      >
        <Icon name={icon} size={17} />
        <span className="clip sidebar-label">{label}</span>
        {count !== undefined && (
          <span className={alarming ? 'sidebar-count sidebar-alarm' : 'sidebar-count'}>
            {formatCount(count)}
          </span>
        )}
      </a>
    </li>
  )
}
