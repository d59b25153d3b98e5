import './albums.css'
import {
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import type { AlbumRow } from '../../../../contract/collection.ts'
import { formatRoute, navigate, type Route } from '../../route.ts'
import { rememberTop, topOf } from '../../ui/grid/list-state.ts'
import { useVirtualRows } from '../../ui/grid/use-virtual-rows.ts'
import { useWidth } from '../../ui/use-width.ts'
import { artistOfAlbum } from './artist-of-album.ts'
import { Cover } from './cover.tsx'
import { movedInGrid } from './moved-in-grid.ts'
import { playAlbum } from './play-album.ts'
import type { AlbumPages } from './use-album-pages.ts'

interface AlbumGridProps {
  /** Names the list whose place is remembered. */
  list: string
  label: string
  albums: AlbumPages
}

/** Pixels: the narrowest a card gets, the room around it, and its words below the cover. */
const cardWidth = 132
const gap = 16
const wordsHeight = 66

/** Covers with their titles. Arrows move, Enter opens, P or Shift+Enter plays. */
export function AlbumGrid({ list, label, albums }: AlbumGridProps) {
  const { t } = useTranslation()
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const holder = useRef<HTMLDivElement>(null)
  const { onVisible, view } = albums
  const [active, setActive] = useState(-1)
  const width = useWidth(scroller)
  const count = albums.total ?? 0
  const columns = Math.max(1, Math.floor((width - gap) / (cardWidth + gap)))
  const size = Math.max(80, Math.floor((width - gap) / columns) - gap)
  const virtual = useVirtualRows({
    view,
    count: Math.ceil(count / columns),
    rowHeight: size + wordsHeight + gap,
    headHeight: 0,
    scroller,
    holder,
    initialTop: topOf(list, view),
    onTop: (top) => rememberTop(list, view, top),
  })

  const first = (virtual.rows[0]?.index ?? 0) * columns
  const last = Math.min(count, ((virtual.rows.at(-1)?.index ?? 0) + 1) * columns) - 1
  useEffect(() => onVisible(first, Math.max(first, last)), [onVisible, first, last])

  const shownView = useRef(view)
  useLayoutEffect(() => {
    if (shownView.current === view) return
    shownView.current = view
    setActive(-1)
    virtual.scrollTo(topOf(list, view))
  })

  function onKeyDown(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const rightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl'
    const shape = { count, columns, pageRows: virtual.pageRows, rightToLeft }
    const target = movedInGrid(event.key, active, shape)
    const album = active >= 0 ? albums.rowAt(active) : undefined
    if (target !== undefined) {
      setActive(target)
      virtual.reveal(Math.floor(target / columns))
    } else if (!album) return
    else if (event.key.toLowerCase() === 'p' || (event.key === 'Enter' && event.shiftKey))
      void playAlbum(album)
    else if (event.key === 'Enter') navigate(routeOf(album))
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      className="albums"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-busy={albums.busy || undefined}
      aria-description={t('album.keys')}
      aria-activedescendant={active >= first && active <= last ? `${id}-${active}` : undefined}
      onKeyDown={onKeyDown}
      onFocus={() => {
        if (active < 0 && count > 0) setActive(first)
      }}
    >
      <div
        className="albums-body"
        role="presentation"
        style={{ blockSize: virtual.boxHeight, '--cover': `${size}px` }}
      >
        <div
          ref={holder}
          className="albums-holder"
          role="presentation"
          style={{ transform: `translateY(${virtual.holderTop}px)` }}
        >
          {virtual.rows.flatMap(({ index, top }) =>
            Array.from({ length: Math.min(columns, count - index * columns) }, (_, column) => {
              const place = index * columns + column
              return (
                <Card
                  key={place}
                  id={`${id}-${place}`}
                  album={albums.rowAt(place)}
                  place={place}
                  count={count}
                  top={top}
                  start={gap + column * (size + gap)}
                  active={place === active}
                  onChoose={() => setActive(place)}
                />
              )
            }),
          )}
        </div>
      </div>
    </div>
  )
}

function routeOf({ album, albumArtist }: AlbumRow): Route {
  return { page: 'album', album, albumArtist }
}

interface CardProps {
  id: string
  /** Undefined while it is being fetched. */
  album: AlbumRow | undefined
  place: number
  count: number
  top: number
  start: number
  active: boolean
  onChoose: () => void
}

function Card({ id, album, place, count, top, start, active, onChoose }: CardProps) {
  const { t } = useTranslation()
  const artist = album && artistOfAlbum(t, album)
  function open(event: MouseEvent) {
    if (!album) return
    onChoose()
    if (event.ctrlKey || event.metaKey) window.open(formatRoute(routeOf(album)), '_blank')
    else navigate(routeOf(album))
  }
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus, and names its active album
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys
    <div
      id={id}
      role="option"
      className={active ? 'album-card album-card-active' : 'album-card'}
      aria-selected={active}
      aria-posinset={place + 1}
      aria-setsize={count}
      aria-busy={album === undefined || undefined}
      style={{ insetBlockStart: top, insetInlineStart: start }}
      onClick={open}
    >
      <Cover trackId={album?.artworkTrackId ?? null} />
      <span className="album-title clip" title={album?.album}>
        {album?.album}
      </span>
      <span className="album-line small soft">
        <span className="clip">{artist}</span>
        {album?.year && <span className="number">{album.year}</span>}
      </span>
    </div>
  )
}
