import type { TFunction } from 'i18next'
import type { RankedTrack } from '../../../../contract/head.ts'
import type { TrackRow } from '../../../../contract/track.ts'
import { formatCount, formatDuration, formatPercent } from '../../format.ts'
import type { Column } from '../../ui/grid/column.ts'
import { Icon } from '../../ui/icon.tsx'
import { MatchBar } from '../similar/match.tsx'
import { PlayButton } from '../similar/play-button.tsx'
import { ModeCell } from '../tags/mode-pill.tsx'
import type { Terms } from '../tags/terms.ts'
import { useInView } from '../tracks/attention.tsx'

/** The user's word on a track; `proposed` takes it back. */
export type Word = 'confirmed' | 'rejected' | 'proposed'

interface RankingColumnsOptions {
  terms: Terms
  onSay: (trackIds: readonly number[], word: Word) => void
}

export function rankingColumns(
  t: TFunction,
  { terms, onSay }: RankingColumnsOptions,
): Column<RankedTrack>[] {
  return [
    {
      key: 'play',
      header: t('track.play'),
      hideHeader: true,
      width: 32,
      cell: ({ track }, index) => <PlayButton track={track} index={index} />,
    },
    {
      key: 'rank',
      header: t('similar.rank'),
      hideHeader: true,
      align: 'end',
      width: 36,
      drop: 2,
      cell: (_, index) => <span className="soft">{formatCount(index + 1)}</span>,
    },
    {
      key: 'track',
      header: t('similar.track'),
      width: 200,
      grow: 2.6,
      cell: ({ track }) => <TrackCell track={track} />,
    },
    {
      key: 'likely',
      header: t('teach.likely'),
      width: 118,
      drop: 4,
      cell: ({ probability }) => (
        <span className="match">
          <MatchBar similarity={probability} />
          <span className="number">{t('percent', { value: formatPercent(probability) })}</span>
        </span>
      ),
    },
    {
      key: 'said',
      header: t('teach.yourWord'),
      width: 76,
      cell: ({ track, said }) => (
        <span className="ranking-words">
          <WordButton
            icon="check"
            label={t('teach.confirmTrack', { title: track.title })}
            isSaid={said === 'confirmed'}
            onPress={() => onSay([track.id], said === 'confirmed' ? 'proposed' : 'confirmed')}
          />
          <WordButton
            icon="close"
            label={t('teach.rejectTrack', { title: track.title })}
            isSaid={said === 'rejected'}
            onPress={() => onSay([track.id], said === 'rejected' ? 'proposed' : 'rejected')}
          />
        </span>
      ),
    },
    {
      key: 'mode',
      header: t('track.mode'),
      width: 104,
      grow: 1.5,
      drop: 1,
      cell: ({ track }) => <ModeCell t={t} track={track} terms={terms} />,
    },
    {
      key: 'duration',
      header: t('track.duration'),
      width: 56,
      drop: 3,
      align: 'end',
      cell: ({ track }) => formatDuration(track.duration),
    },
  ]
}

function TrackCell({ track }: { track: TrackRow }) {
  useInView(track.id)
  return (
    <span className="neighbour-track">
      <span className="clip neighbour-title" title={track.title}>
        {track.title}
      </span>
      <span className="clip soft small">
        {[track.artist, track.album].filter(Boolean).join(' · ')}
      </span>
    </span>
  )
}

interface WordButtonProps {
  icon: 'check' | 'close'
  label: string
  isSaid: boolean
  onPress: () => void
}

function WordButton({ icon, label, isSaid, onPress }: WordButtonProps) {
  return (
    <button
      type="button"
      className={`ranking-word ranking-${icon}`}
      // The grid has the focus; the keys Y and N do the same.
      tabIndex={-1}
      aria-pressed={isSaid}
      aria-label={label}
      title={label}
      onClick={onPress}
    >
      <Icon name={icon} size={14} />
    </button>
  )
}
