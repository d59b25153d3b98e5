import type { TFunction } from 'i18next'
import type { TrackRow } from '../../../../contract/track.ts'
import { formatDuration } from '../../format.ts'
import type { Column } from '../../ui/grid/column.ts'
import { Icon } from '../../ui/icon.tsx'
import { PlayingMark } from '../tracks/playing-mark.tsx'
import { removeEntries } from './player-store.ts'
import type { QueueEntry } from './queue.ts'

/** The columns of the queue. A track that is not among `tracks` is being fetched, or gone. */
export function queueColumns(
  t: TFunction,
  tracks: ReadonlyMap<number, TrackRow>,
  currentKey: number | undefined,
): Column<QueueEntry>[] {
  return [
    {
      key: 'grip',
      header: t('track.mark'),
      hideHeader: true,
      width: 16,
      cell: ({ key, id }) =>
        key === currentKey ? (
          <PlayingMark t={t} trackId={id} />
        ) : (
          <span className="queue-grip">
            <Icon name="grip" size={14} />
          </span>
        ),
    },
    {
      key: 'track',
      header: t('track.title'),
      width: 100,
      grow: 1,
      cell: ({ id }) => <Words track={tracks.get(id)} />,
    },
    {
      key: 'duration',
      header: t('track.duration'),
      width: 44,
      align: 'end',
      cell: ({ id }) => (
        <span className="small soft">{formatDuration(tracks.get(id)?.duration ?? null)}</span>
      ),
    },
    {
      key: 'remove',
      header: t('queue.removeChosen'),
      hideHeader: true,
      width: 28,
      cell: ({ key, id }) => (
        <button
          type="button"
          className="queue-remove"
          // The grid has the focus; the key Delete does the same.
          tabIndex={-1}
          aria-label={t('queue.remove', { title: tracks.get(id)?.title ?? '' })}
          onClick={() => removeEntries(new Set([key]))}
        >
          <Icon name="close" size={14} />
        </button>
      ),
    },
  ]
}

function Words({ track }: { track: TrackRow | undefined }) {
  if (!track) return <span className="grid-waiting" />
  return (
    <span className="queue-words">
      <span className="clip" title={track.title}>
        {track.title}
      </span>
      <span className="clip small soft">{track.artist}</span>
    </span>
  )
}
