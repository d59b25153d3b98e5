import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TrackRow, TrackSort } from '../../../../contract/track.ts'
import { failureOf } from '../../failure.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import { useSelection } from '../../ui/grid/list-state.ts'
import type { TrackPages } from '../library/use-track-pages.ts'
import { playFrom } from '../player/player-store.ts'
import { useTerms } from '../tags/use-terms.ts'
import { useTellCurrentTracks } from './current-tracks.ts'
import { trackColumns, trackRowState } from './track-columns.tsx'
import { useChoosableColumns } from './use-choosable-columns.ts'
import { useTrackActions } from './use-track-actions.tsx'

interface TrackTableProps {
  /** Names the list whose selection and scroll position this is. */
  list: string
  /** The name that its columns are remembered by. */
  table: string
  label: string
  tracks: TrackPages
  sort: { sort: TrackSort; descending: boolean }
  onSort: (key: string) => void
  /** Columns that are there, or are not, until the user chooses; the others are as in every table. */
  shown?: Readonly<Record<string, boolean>>
}

const asEverywhere: Readonly<Record<string, boolean>> = {}

/** A table of the tracks of a query, with everything that can be done with them. */
export function TrackTable(props: TrackTableProps) {
  const { list, table, label, tracks, sort, onSort, shown = asEverywhere } = props
  const { t } = useTranslation()
  const selection = useSelection(list)
  useTellCurrentTracks(selection.keys)
  const terms = useTerms()
  const choosable = useChoosableColumns(table)
  const columns = useMemo(
    () =>
      trackColumns<TrackRow>(t, (row) => row, terms, { sortable: true }).map((column) =>
        column.key in shown ? { ...column, hidden: !shown[column.key] } : column,
      ),
    [t, terms, shown],
  )

  function play(row: TrackRow, index: number) {
    void playFrom(row, tracks.allIds(), index)
  }
  const actions = useTrackActions({
    selected: async () => {
      if (selection.keys.size <= 1) return [...selection.keys]
      return (await tracks.allIds()).filter((id) => selection.keys.has(id))
    },
    count: selection.keys.size,
    activeId: selection.active?.key,
    onPlay: () => {
      const index = selection.active?.index ?? -1
      const row = tracks.rowAt(index)
      if (row) play(row, index)
    },
  })

  if (tracks.error)
    return (
      <EmptyState icon="problems" title={failureOf(tracks.error).title}>
        <p>{failureOf(tracks.error).detail}</p>
      </EmptyState>
    )
  return (
    <>
      <Grid
        list={list}
        label={label}
        view={tracks.view}
        busy={tracks.busy}
        columns={columns}
        choosable={choosable}
        rowHeight={34}
        count={tracks.total ?? 0}
        rowAt={tracks.rowAt}
        indexOf={tracks.indexOf}
        keyOf={(row) => row.id}
        allKeys={tracks.allIds}
        rowState={trackRowState}
        sort={{ key: sort.sort, descending: sort.descending }}
        onSort={onSort}
        onActivate={play}
        onKey={actions.onKey}
        menu={actions.menu}
        onDrag={actions.onDrag}
        onVisible={tracks.onVisible}
      />
      {actions.element}
    </>
  )
}
