import { type DragEvent, useState } from 'react'
import { desktop } from '../../desktop.ts'
import { tellFailure } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { i18n } from '../../locales/i18n.ts'
import { usePlaylistChanges } from '../playlists/use-playlist-changes.ts'

/** Marks a drag of tracks of this page, for whoever takes them. */
const trackDragType = 'application/x-naghma-tracks'

type TrackIds = readonly number[] | Promise<readonly number[]>

/** What is being dragged: it can be a million tracks, whose ids may have to be fetched, so it is not written into the event. */
let dragged: (() => TrackIds) | undefined

/**
 * For `dragstart` on a row of `count` selected tracks. A plain drag stays in the page, to a playlist or to another
 * place. In the desktop window, one with Alt held gives the files to other programs: the system's drag takes the place
 * of the page's, so one drag cannot do both, and when the pointer leaves the window it is too late to begin another.
 * Shift and Ctrl already extend the selection.
 */
export function startTrackDrag(event: DragEvent, count: number, trackIds: () => TrackIds) {
  if (desktop && event.altKey) {
    event.preventDefault()
    void Promise.resolve(trackIds()).then((ids) => desktop?.dragOut(ids), tellFailure)
    return
  }
  dragged = trackIds
  event.dataTransfer.effectAllowed = 'copyMove'
  event.dataTransfer.setData(trackDragType, String(count))
  showBadge(event, i18n.t('table.dragged', { count, shown: formatCount(count) }))
}

/** The picture under the pointer has to be on the page when the drag begins, and not after that. */
function showBadge(event: DragEvent, words: string) {
  const badge = document.createElement('div')
  badge.className = 'drag-badge'
  badge.textContent = words
  document.body.append(badge)
  event.dataTransfer.setDragImage(badge, -12, -8)
  setTimeout(() => badge.remove())
}

/**
 * Makes an element a place to drop tracks on: spread `handlers`, and show it while `isOver`. What is dropped is appended
 * to the playlist. `undefined` is a playlist that takes nothing.
 */
export function usePlaylistDrop(playlistId: number | undefined) {
  const changes = usePlaylistChanges()
  const [isOver, setOver] = useState(false)
  const takes = (event: DragEvent) =>
    playlistId !== undefined && event.dataTransfer.types.includes(trackDragType)

  return {
    isOver,
    handlers: {
      onDragOver(event: DragEvent) {
        if (!takes(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setOver(true)
      },
      onDragLeave(event: DragEvent) {
        const inside =
          event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)
        if (!inside) setOver(false)
      },
      onDrop(event: DragEvent) {
        if (!takes(event) || !dragged || playlistId === undefined) return
        event.preventDefault()
        setOver(false)
        void Promise.resolve(dragged()).then(
          (trackIds) => changes.drop(playlistId, trackIds),
          tellFailure,
        )
      },
    },
  }
}
