import './playlists.css'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MenuCommand } from '../../../../contract/menu-commands.ts'
import type { PlaylistEntry } from '../../../../contract/playlist.ts'
import { queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { formatCount, formatDuration } from '../../format.ts'
import { libraryRoute, navigate } from '../../route.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import { changeSelection, useSelection } from '../../ui/grid/list-state.ts'
import { moveTo, nothingSelected } from '../../ui/grid/selection.ts'
import { ContextMenuItem, ContextMenuLine } from '../../ui/menu.tsx'
import { type Command, useCommands } from '../commands/registry.ts'
import { playFrom } from '../player/player-store.ts'
import { useTerms } from '../tags/use-terms.ts'
import { useTellCurrentTracks } from '../tracks/current-tracks.ts'
import { useChoosableColumns } from '../tracks/use-choosable-columns.ts'
import { useTrackActions } from '../tracks/use-track-actions.tsx'
import { stepTarget } from './entries.ts'
import { ExportDialog } from './export-dialog.tsx'
import { LocateDialog } from './locate-dialog.tsx'
import { NameDialog } from './name-dialog.tsx'
import { entryRowState, playlistColumns } from './playlist-columns.tsx'
import { usePlaylistChanges } from './use-playlist-changes.ts'

const noEntries: readonly PlaylistEntry[] = []

type MenuEntry = Command & { id: MenuCommand }

function trackIdsOf(entries: readonly PlaylistEntry[]): number[] {
  return entries.flatMap(({ track }) => track?.id ?? [])
}

export function PlaylistPage({ id }: { id: number }) {
  const { t } = useTranslation()
  const list = `playlist/${id}`
  const answer = useQuery(queries.playlist.get.queryOptions({ input: { id } }))
  const changes = usePlaylistChanges()
  const selection = useSelection(list)
  const [dialog, setDialog] = useState<'rename' | 'export' | 'locate'>()
  const terms = useTerms()
  const choosable = useChoosableColumns('playlist')
  const columns = useMemo(() => playlistColumns(t, terms), [t, terms])
  const entries = answer.data?.entries ?? noEntries
  useTellCurrentTracks(
    useMemo(
      () => trackIdsOf(entries.filter((e) => selection.keys.has(e.entryId))),
      [entries, selection.keys],
    ),
  )
  const active = selection.active ? entries[selection.active.index] : undefined

  /** What is not in the library is skipped; Enter on it looks for it. */
  function play(entry: PlaylistEntry | undefined, index: number) {
    if (entry?.track)
      void playFrom(entry.track, trackIdsOf(entries), trackIdsOf(entries.slice(0, index)).length)
    else if (entry) setDialog('locate')
  }
  function playFirst() {
    const index = entries.findIndex(({ track }) => track)
    play(entries[index], index)
  }
  function remove() {
    if (selection.keys.size === 0) return
    void changes.remove(id, entries, selection.keys)
    changeSelection(list, () => nothingSelected)
  }
  async function move(by: 1 | -1) {
    const before = stepTarget(entries, selection.keys, by)
    if (before === undefined) return
    if (selection.active) {
      const { index, key } = selection.active
      changeSelection(list, (now) => moveTo(now, index + by, key))
    }
    await changes.move(id, entries, selection.keys, before)
  }
  const actions = useTrackActions({
    selected: () => trackIdsOf(entries.filter((e) => selection.keys.has(e.entryId))),
    count: selection.keys.size,
    activeId: active?.track?.id,
    onPlay: () => play(active, selection.active?.index ?? 0),
    more: (
      <>
        <ContextMenuLine />
        {active?.sought && (
          <ContextMenuItem label={t('playlist.locate')} onAction={() => setDialog('locate')} />
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

  const isEmpty = entries.length === 0
  useCommands(
    useMemo(
      (): readonly MenuEntry[] => [
        {
          id: 'playlist.export',
          group: 'playlist',
          title: t('playlist.export'),
          isDisabled: isEmpty,
          run: () => setDialog('export'),
        },
      ],
      [t, isEmpty],
    ),
  )

  if (answer.error)
    return (
      <EmptyState
        icon="playlist"
        title={failureOf(answer.error).title}
        actions={<Button onPress={() => navigate(libraryRoute)}>{t('playlist.toLibrary')}</Button>}
      >
        <p>{failureOf(answer.error).detail}</p>
      </EmptyState>
    )
  if (!answer.data) return null
  const { playlist } = answer.data
  return (
    <section className="page" aria-labelledby="playlist-title">
      <header className="page-head">
        <div className="page-words">
          <h1 id="playlist-title" className="clip">
            {playlist.name}
          </h1>
          <p className="soft number">
            {t('playlist.summary', {
              count: playlist.tracks,
              shown: formatCount(playlist.tracks),
              duration: formatDuration(playlist.duration),
            })}
            {playlist.sought > 0 &&
              ` · ${t('playlist.sought', { count: playlist.sought, shown: formatCount(playlist.sought) })}`}
          </p>
        </div>
        <Button
          variant="primary"
          icon="play"
          isDisabled={entries.length === playlist.sought}
          onPress={playFirst}
        >
          {t('playlist.play')}
        </Button>
        <Button icon="export" isDisabled={entries.length === 0} onPress={() => setDialog('export')}>
          {t('playlist.export')}
        </Button>
        <IconButton icon="edit" label={t('playlist.rename')} onPress={() => setDialog('rename')} />
        <IconButton
          icon="trash"
          label={t('playlist.delete')}
          onPress={() => {
            navigate(libraryRoute)
            void changes.delete(playlist)
          }}
        />
      </header>
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
            onActivate={play}
            onKey={onKey}
            onMenu={actions.openMenu}
            onDrag={actions.onDrag}
            onReorder={(keys, before) => void changes.move(id, entries, new Set(keys), before)}
          />
        )}
      </div>
      {actions.element}
      {dialog === 'rename' && (
        <NameDialog
          title={t('playlist.renameTitle')}
          initial={playlist.name}
          save={t('playlist.rename')}
          onSave={(name) => changes.rename(playlist, name)}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'locate' && active?.sought && (
        <LocateDialog
          sought={active.sought}
          onChoose={(trackId) => void changes.locate(id, active.entryId, trackId)}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === 'export' && (
        <ExportDialog id={id} name={playlist.name} onClose={() => setDialog(undefined)} />
      )}
    </section>
  )
}
