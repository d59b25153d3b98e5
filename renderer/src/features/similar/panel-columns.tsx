import type { TFunction } from 'i18next'
import type { Column } from '../../ui/grid/column.ts'
import { ModeCell } from '../tags/mode-pill.tsx'
import type { Terms } from '../tags/terms.ts'
import { useInView } from '../tracks/attention.tsx'
import { PlayingMark } from '../tracks/playing-mark.tsx'
import { closenessWords, likenessFigures, MatchBar } from './match.tsx'
import type { Neighbour } from './neighbour-columns.tsx'

/** One column of two lines: who, and how near. */
export function panelColumns(t: TFunction, terms: Terms, others: number): Column<Neighbour>[] {
  return [
    {
      key: 'track',
      header: t('similar.track'),
      width: 200,
      grow: 1,
      cell: (neighbour) => (
        <NeighbourCell t={t} terms={terms} neighbour={neighbour} others={others} />
      ),
    },
  ]
}

interface NeighbourCellProps {
  t: TFunction
  terms: Terms
  neighbour: Neighbour
  others: number
}

function NeighbourCell({ t, terms, neighbour, others }: NeighbourCellProps) {
  const { track, similarity } = neighbour
  useInView(track.id)
  const near = closenessWords(t, neighbour, others)
  return (
    <span className="panel-neighbour">
      <span className="panel-line">
        <PlayingMark t={t} trackId={track.id} />
        <span className="clip neighbour-title" title={track.title}>
          {track.title}
        </span>
        <span className="panel-match" title={[near, ...likenessFigures(t, neighbour)].join('. ')}>
          <MatchBar similarity={similarity} />
          <span className="visually-hidden">{near}</span>
        </span>
      </span>
      <span className="panel-line small">
        <span className="clip soft" title={track.artist}>
          {track.artist}
        </span>
        <ModeCell t={t} track={track} terms={terms} />
      </span>
    </span>
  )
}
