import { type KeyboardEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Playlist, PlaylistEntry } from '../../../../contract/playlist.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import { changeSelection, useSelection } from '../../ui/grid/list-state.ts'
import { moveTo, nothingSelected } from '../../ui/grid/selection.ts'
import { stepTarget } from '../../ui/grid/step-target.ts'
import { ContextMenuItem, ContextMenuLine } from '../../ui/menu.tsx'
import { playFrom } from '../player/player-store.ts'
import { useTerms } from '../tags/use-terms.ts'
import { useTellCurrentTracks } from '../tracks/current-tracks.ts'
import { useChoosableColumns } from '../tracks/use-choosable-columns.ts'
import { useTrackActions } from '../tracks/use-track-actions.tsx'
import { LocateDialog } from './locate-dialog.tsx'
import { entryRowState, playlistColumns } from './playlist-columns.tsx'
import { PlaylistHead } from './playlist-head.tsx'
import { usePlaylistChanges } from './use-playlist-changes.ts'

interface OrdinaryPlaylistProps {
  playlist: Playlist
  entries: readonly PlaylistEntry[]
}

/** A playlist that is put in order by hand. */
export function OrdinaryPlaylist({ playlist, entries }: OrdinaryPlaylistProps) {
  const { t } = useTranslation()
  const { id } = playlist
  const list = `playlist/${id}`
  const changes = usePlaylistChanges()
  const selection = useSelection(list)
  const [locating, setLocating] = useState<PlaylistEntry>()
  const terms = useTerms()
  const choosable = useChoosableColumns('playlist')
  const columns = useMemo(() => playlistColumns(t, terms), [t, terms])
  const selected = useMemo(
    () =>
      entries.flatMap(({ entryId, track }) =>
        track && selection.keys.has(entryId) ? [track.id] : [],
      ),
    [entries, selection.keys],
  )
  useTellCurrentTracks(selected)
  const active = selection.active ? entries[selection.active.index] : undefined

  /** Entries that are not in the library are passed over. */
  function play(from: number) {
    const playable = entries.slice(from).find(({ track }) => track)
    if (!playable?.track) return
    const before = entries.slice(0, entries.indexOf(playable)).filter(({ track }) => track)
    const ids = entries.flatMap(({ track }) => track?.id ?? [])
    void playFrom(playable.track, ids, before.length)
  }
  function remove() {
    if (selection.keys.size === 0) return
    void changes.remove(id, entries, selection.keys)
    changeSelection(list, () => nothingSelected)
  }
  async function move(by: 1 | -1) {
    const order = entries.map(({ entryId }) => entryId)
    const before = stepTarget(order, selection.keys, by)
    if (before === undefined) return
    if (selection.active) {
      const { index, key } = selection.active
      changeSelection(list, (now) => moveTo(now, index + by, key))
    }
    await changes.move(id, entries, selection.keys, before)
  }
  const actions = useTrackActions({
    selected: () => selected,
    count: selected.length,
    activeId: active?.track?.id,
    onPlay: () => play(selection.active?.index ?? 0),
    more: (
      <>
        <ContextMenuLine />
        {active?.sought && (
          <ContextMenuItem label={t('playlist.locate')} onAction={() => setLocating(active)} />
        )}
        <ContextMenuItem label={t('playlist.moveUp')} keys="Alt+↑" onAction={() => void move(-1)} />
        <ContextMenuItem
          label={t('playlist.moveDown')}
          keys="Alt+↓"
          onAction={() => void move(1)}
        />
        <ContextMenuItem label={t('playlist.remove')} keys={t('keys.delete')} onAction={remove} />
      </>
    ),
  })
  function onKey(event: KeyboardEvent) {
    if (event.altKey && event.key === 'ArrowUp') void move(-1)
    else if (event.altKey && event.key === 'ArrowDown') void move(1)
    else if (event.key === 'Delete' || event.key === 'Backspace') remove()
    else return actions.onKey(event)
    return true
  }

  return (
    <>
      <PlaylistHead playlist={playlist} onPlay={() => play(0)} />
      <div className="page-fill">
        {entries.length === 0 ? (
          <EmptyState icon="playlist" title={t('playlist.empty')}>
            <p>{t('playlist.emptyHint')}</p>
          </EmptyState>
        ) : (
          <Grid
            list={list}
            label={t('playlist.table', { name: playlist.name })}
            view={list}
            columns={columns}
            choosable={choosable}
            rowHeight={34}
            count={entries.length}
            rowAt={(index) => entries[index]}
            keyOf={(entry) => entry.entryId}
            allKeys={async () => entries.map((entry) => entry.entryId)}
            rowState={entryRowState}
            onActivate={(_, index) => play(index)}
            onKey={onKey}
            menu={actions.menu}
            onDrag={actions.onDrag}
            onReorder={(keys, before) => void changes.move(id, entries, new Set(keys), before)}
          />
        )}
      </div>
      {actions.element}
      {locating && (
        <LocateDialog playlistId={id} entry={locating} onClose={() => setLocating(undefined)} />
      )}
    </>
  )
}
