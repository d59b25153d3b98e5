import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import type { TrackRow } from '../../../../contract/track.ts'
import { formatDuration } from '../../format.ts'
import { navigate } from '../../route.ts'
import { IconButton } from '../../ui/button.tsx'
import type { Column } from '../../ui/grid/column.ts'
import { ModeCell } from '../tags/mode-pill.tsx'
import type { Terms } from '../tags/terms.ts'
import { useInView } from '../tracks/attention.tsx'
import { CopiesButton } from './copies-button.tsx'
import { closenessWords, likenessFigures, MatchBar } from './match.tsx'
import { PlayButton } from './play-button.tsx'
import type { ShownRow } from './shown-rows.ts'
import type { Also } from './use-also.ts'

export interface Neighbour {
  track: TrackRow
  copies: readonly TrackRow[]
  similarity: number
  sound: number | null
  mode: number | null
  place: number
}

interface NeighbourColumnsOptions {
  terms: Terms
  /** As chosen for the list; kept when a neighbour becomes the question. */
  blend: number | null
  /** What another model finds near as well. */
  also: Also | undefined
  /** Tracks that a neighbour is nearest, or not, among. */
  others: number
  /** Neighbours whose copies are shown. */
  open: ReadonlySet<number>
  onOpen: (trackId: number) => void
  onWhy: (neighbour: Neighbour) => void
}

export function neighbourColumns(
  t: TFunction,
  { terms, blend, also, others, open, onOpen, onWhy }: NeighbourColumnsOptions,
): Column<ShownRow>[] {
  return [
    {
      key: 'play',
      header: t('track.play'),
      hideHeader: true,
      width: 32,
      cell: ({ track, rank }) => <PlayButton track={track} index={rank} />,
    },
    {
      key: 'rank',
      header: t('similar.rank'),
      hideHeader: true,
      align: 'end',
      width: 28,
      drop: 2,
      cell: ({ rank, isCopy }) => (isCopy ? null : <span className="soft">{rank + 1}</span>),
    },
    {
      key: 'track',
      header: t('similar.track'),
      width: 130,
      grow: 2.6,
      cell: ({ track, neighbour, isCopy }) => (
        <TrackCell
          t={t}
          track={track}
          also={also}
          isCopy={isCopy}
          copies={
            isCopy || neighbour.copies.length === 0 ? null : (
              <CopiesButton
                neighbour={neighbour}
                isOpen={open.has(track.id)}
                onPress={() => onOpen(track.id)}
              />
            )
          }
        />
      ),
    },
    {
      key: 'match',
      header: t('similar.match'),
      width: 230,
      grow: 2.7,
      drop: 1,
      cell: ({ neighbour, isCopy }) =>
        isCopy ? (
          <span className="soft small">{t('similar.copy')}</span>
        ) : (
          <span className="match" title={likenessFigures(t, neighbour).join('. ')}>
            <MatchBar similarity={neighbour.similarity} />
            <span className="clip small">{closenessWords(t, neighbour, others)}</span>
          </span>
        ),
    },
    {
      key: 'mode',
      header: t('track.mode'),
      width: 104,
      grow: 1.5,
      drop: 3,
      cell: ({ track }) => <ModeCell t={t} track={track} terms={terms} />,
    },
    {
      key: 'duration',
      header: t('track.duration'),
      width: 56,
      drop: 4,
      align: 'end',
      cell: ({ track }) => formatDuration(track.duration),
    },
    {
      key: 'why',
      header: t('similar.why'),
      hideHeader: true,
      width: 32,
      cell: ({ neighbour, isCopy }) =>
        isCopy ? null : (
          <IconButton
            icon="why"
            label={t('similar.whyTrack', { title: neighbour.track.title })}
            excludeFromTabOrder
            onPress={() => onWhy(neighbour)}
          />
        ),
    },
    {
      key: 'seed',
      header: t('track.soundsAlike'),
      hideHeader: true,
      width: 32,
      cell: ({ track }) => (
        <IconButton
          icon="similar"
          label={t('similar.reseed', { title: track.title })}
          excludeFromTabOrder
          onPress={() => navigate({ page: 'similar', trackIds: [track.id], blend })}
        />
      ),
    },
  ]
}

interface TrackCellProps {
  t: TFunction
  track: TrackRow
  also: Also | undefined
  isCopy: boolean
  copies: ReactNode
}

function TrackCell({ t, track, also, isCopy, copies }: TrackCellProps) {
  useInView(track.id)
  const about = isCopy ? [track.album, track.format] : [track.artist, track.album]
  return (
    <span className={isCopy ? 'neighbour-track neighbour-copy' : 'neighbour-track'}>
      <span className="clip neighbour-title" title={track.title}>
        {track.title}
      </span>
      <span className="neighbour-line small">
        <span className="clip soft">{about.filter(Boolean).join(' · ')}</span>
        {copies}
        {also?.trackIds.has(track.id) && (
          <span className="also clip" title={t('compare.alsoBy', { name: also.name })}>
            {t('compare.alsoBy', { name: also.name })}
          </span>
        )}
      </span>
    </span>
  )
}
