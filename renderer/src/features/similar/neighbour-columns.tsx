import type { TFunction } from 'i18next'
import type { TrackRow } from '../../../../contract/track.ts'
import { formatDuration, formatShare } from '../../format.ts'
import { navigate } from '../../route.ts'
import { IconButton } from '../../ui/button.tsx'
import type { Column } from '../../ui/grid/column.ts'
import { PlayButton } from './play-button.tsx'

export interface Neighbour {
  track: TrackRow
  similarity: number
  percentile: number
}

export function neighbourColumns(t: TFunction): Column<Neighbour>[] {
  return [
    {
      key: 'play',
      header: t('track.play'),
      hideHeader: true,
      cell: ({ track }, index) => <PlayButton track={track} index={index} />,
    },
    {
      key: 'rank',
      header: t('similar.rank'),
      hideHeader: true,
      align: 'end',
      drop: 3,
      cell: (_, index) => <span className="soft">{index + 1}</span>,
    },
    {
      key: 'track',
      header: t('similar.track'),
      cell: ({ track }) => (
        <span className="neighbour-track">
          <span className="clip neighbour-title" title={track.title}>
            {track.title}
          </span>
          <span className="clip soft small">
            {[track.artist, track.album].filter(Boolean).join(' · ')}
          </span>
        </span>
      ),
    },
    {
      key: 'match',
      header: t('similar.match'),
      drop: 2,
      cell: ({ similarity, percentile }) => (
        <span className="match" title={t('similar.cosine', { value: similarity.toFixed(3) })}>
          <span
            className="match-bar"
            aria-hidden="true"
            style={{ '--match': `${Math.max(0, similarity) * 100}%` }}
          />
          <span className="clip small">
            {t('similar.closerThan', { share: formatShare(percentile) })}
          </span>
        </span>
      ),
    },
    {
      key: 'duration',
      header: t('track.duration'),
      align: 'end',
      cell: ({ track }) => formatDuration(track.duration),
    },
    {
      key: 'seed',
      header: t('track.soundsAlike'),
      hideHeader: true,
      cell: ({ track }) => (
        <IconButton
          icon="similar"
          label={t('similar.reseed', { title: track.title })}
          onPress={() => navigate({ page: 'similar', trackId: track.id })}
        />
      ),
    },
  ]
}
