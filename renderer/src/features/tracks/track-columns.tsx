import './tracks.css'
import type { TFunction } from 'i18next'
import type { TrackRow } from '../../../../contract/track.ts'
import { formatDate, formatDuration, formatPercent } from '../../format.ts'
import type { Column } from '../../ui/grid/column.ts'
import { Icon } from '../../ui/icon.tsx'
import { ModeCell } from '../tags/mode-pill.tsx'
import type { Terms } from '../tags/terms.ts'
import { useInView } from './attention.tsx'
import { Heart } from './heart.tsx'
import { PlayingMark } from './playing-mark.tsx'

/** The columns of a list whose rows hold a track. */
export function trackColumns<Row>(
  t: TFunction,
  trackOf: (row: Row) => TrackRow,
  terms: Terms,
  { sortable = false } = {},
): Column<Row>[] {
  return [
    {
      key: 'mark',
      header: t('track.mark'),
      hideHeader: true,
      width: 18,
      fixed: true,
      cell: (row) => <PlayingMark t={t} trackId={trackOf(row).id} />,
    },
    {
      key: 'trackNumber',
      header: t('track.number'),
      sortable,
      hidden: true,
      width: 48,
      align: 'end',
      cell: (row) => trackOf(row).trackNumber ?? '',
    },
    {
      key: 'title',
      header: t('track.title'),
      sortable,
      width: 164,
      grow: 3,
      required: true,
      cell: (row) => <Title t={t} track={trackOf(row)} />,
    },
    {
      key: 'artist',
      header: t('track.artist'),
      sortable,
      width: 90,
      grow: 2,
      drop: 4,
      cell: (row) => trackOf(row).artist,
    },
    {
      key: 'album',
      header: t('track.album'),
      sortable,
      width: 90,
      grow: 2,
      drop: 3,
      cell: (row) => trackOf(row).album,
    },
    {
      key: 'composer',
      header: t('track.composer'),
      sortable,
      width: 76,
      grow: 1.4,
      drop: 1,
      cell: (row) => trackOf(row).composer,
    },
    {
      key: 'mode',
      header: t('track.mode'),
      sortable,
      width: 104,
      grow: 2,
      drop: 5,
      cell: (row) => <ModeCell t={t} track={trackOf(row)} terms={terms} />,
    },
    {
      key: 'year',
      header: t('track.year'),
      sortable,
      width: 48,
      drop: 1,
      align: 'end',
      cell: (row) => trackOf(row).year ?? '',
    },
    {
      key: 'duration',
      header: t('track.duration'),
      sortable,
      width: 56,
      drop: 6,
      align: 'end',
      cell: (row) => formatDuration(trackOf(row).duration),
    },
    {
      key: 'format',
      header: t('track.format'),
      sortable,
      width: 80,
      drop: 1,
      cell: (row) => <span className="soft">{trackOf(row).format}</span>,
    },
    {
      key: 'sound',
      header: t('track.sound'),
      sortable,
      width: 102,
      drop: 2,
      cell: (row) => <SoundMark t={t} sound={trackOf(row).sound} />,
    },
    {
      key: 'favourite',
      header: t('track.favourite'),
      hideHeader: true,
      width: 36,
      drop: 3,
      cell: (row) => <Heart track={trackOf(row)} />,
    },
    {
      key: 'tonic',
      header: t('track.tonic'),
      sortable,
      hidden: true,
      width: 56,
      cell: (row) => trackOf(row).tonic ?? '',
    },
    {
      key: 'confidence',
      header: t('track.confidence'),
      sortable,
      hidden: true,
      width: 76,
      align: 'end',
      cell: (row) => <Confidence t={t} track={trackOf(row)} />,
    },
    {
      key: 'modeState',
      header: t('track.modeState'),
      sortable,
      hidden: true,
      width: 104,
      cell: (row) => <ModeStateMark t={t} mode={trackOf(row).mode} />,
    },
    {
      key: 'tradition',
      header: t('track.tradition'),
      sortable,
      hidden: true,
      width: 100,
      cell: (row) => <TraditionName t={t} track={trackOf(row)} />,
    },
    {
      key: 'genre',
      header: t('track.genre'),
      sortable,
      hidden: true,
      width: 90,
      cell: (row) => trackOf(row).genre,
    },
    {
      key: 'albumArtist',
      header: t('track.albumArtist'),
      sortable,
      hidden: true,
      width: 110,
      cell: (row) => trackOf(row).albumArtist,
    },
    {
      key: 'addedAt',
      header: t('track.added'),
      sortable,
      hidden: true,
      width: 110,
      cell: (row) => <span className="soft">{formatDate(trackOf(row).addedAt)}</span>,
    },
  ]
}

function Title({ t, track }: { t: TFunction; track: TrackRow }) {
  useInView(track.id)
  return (
    <span className="track-title">
      <span className="clip" title={track.title}>
        {track.title}
      </span>
      {track.missing && <span className="tag">{t('track.missing')}</span>}
      {track.damaged && (
        <span className="tag tag-warning" title={t('track.damagedHint')}>
          <Icon name="problems" size={12} />
          {t('track.damaged')}
        </span>
      )}
    </span>
  )
}

function SoundMark({ t, sound }: { t: TFunction; sound: TrackRow['sound'] }) {
  const hint = sound === 'earlier' ? t('compare.earlierHint') : undefined
  return (
    <span className={`sound sound-${sound}`} title={hint}>
      {t(`sound.${sound}`)}
    </span>
  )
}

function ModeStateMark({ t, mode }: { t: TFunction; mode: TrackRow['mode'] }) {
  return (
    <span className={`sound sound-${mode === 'done' ? 'full' : mode}`}>
      {mode === 'done' ? t('track.modeDone') : t(`modeState.${mode}`)}
    </span>
  )
}

function Confidence({ t, track: { confidence } }: { t: TFunction; track: TrackRow }) {
  return confidence === null ? null : t('percent', { value: formatPercent(confidence) })
}

function TraditionName({ t, track: { tradition } }: { t: TFunction; track: TrackRow }) {
  return tradition === null ? null : t(`tradition.${tradition}`)
}

export function trackRowState(track: TrackRow): { className?: string } {
  return track.missing ? { className: 'track-missing' } : {}
}
