import { type KeyboardEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Grid } from '../../ui/grid/grid.tsx'
import { changeSelection, selectionOf } from '../../ui/grid/list-state.ts'
import { nothingSelected, selectOne } from '../../ui/grid/selection.ts'
import { stepTarget } from '../../ui/grid/step-target.ts'
import { ContextMenu, ContextMenuItem, ContextMenuLine, type Point } from '../../ui/menu.tsx'
import { moveEntries, playEntry, removeEntries, usePlayer } from './player-store.ts'
import { currentEntry, type QueueEntry } from './queue.ts'
import { queueColumns } from './queue-columns.tsx'
import { useQueueTracks } from './use-queue-tracks.ts'

const list = 'queue'
const rowHeight = 44

const currentRow = { className: 'queue-current' }
const otherRow = {}

/** The whole queue, however long, from the track that plays now: to be played from, moved and removed. */
export function QueueList() {
  const { t } = useTranslation()
  const queue = usePlayer((state) => state.queue)
  const { entries } = queue
  const current = currentEntry(queue)?.key
  const { tracks, onVisible } = useQueueTracks(entries)
  const columns = useMemo(() => queueColumns(t, tracks, current), [t, tracks, current])
  const [menuAt, setMenuAt] = useState<Point>()
  const keysNow = () => usePlayer.getState().queue.entries.map(({ key }) => key)

  function move(by: 1 | -1) {
    const { keys } = selectionOf(list)
    const before = stepTarget(keysNow(), keys, by)
    if (before !== undefined) moveEntries(keys, before)
  }
  /** The entry that comes after those removed is chosen, so that the next can be removed too. */
  function remove() {
    const { keys, active } = selectionOf(list)
    removeEntries(keys)
    const left = keysNow()
    const index = Math.min(active?.index ?? 0, left.length - 1)
    const key = left[index]
    changeSelection(list, () => (key === undefined ? nothingSelected : selectOne(index, key)))
  }
  function play() {
    const { active } = selectionOf(list)
    if (active) playEntry(active.key)
  }
  function onKey(event: KeyboardEvent) {
    if (event.altKey && event.key === 'ArrowUp') move(-1)
    else if (event.altKey && event.key === 'ArrowDown') move(1)
    else if (event.key === 'Delete' || event.key === 'Backspace') remove()
    else return false
    return true
  }

  return (
    <div className="queue-list" style={{ '--queue-height': `${entries.length * rowHeight}px` }}>
      <Grid<QueueEntry>
        list={list}
        label={t('queue.list')}
        view={queue.unshuffled ? 'shuffled' : 'in order'}
        className="queue-grid"
        headless
        startAt={queue.index}
        columns={columns}
        rowHeight={rowHeight}
        count={entries.length}
        rowAt={(index) => entries[index]}
        keyOf={({ key }) => key}
        allKeys={async () => keysNow()}
        rowState={({ key }) => (key === current ? currentRow : otherRow)}
        onActivate={({ key }) => playEntry(key)}
        onKey={onKey}
        menu={{ label: t('track.actions'), open: setMenuAt }}
        onVisible={onVisible}
        onReorder={(keys, before) => moveEntries(new Set(keys), before)}
      />
      {menuAt && (
        <ContextMenu label={t('track.actions')} at={menuAt} onClose={() => setMenuAt(undefined)}>
          <ContextMenuItem label={t('track.play')} keys={t('keys.enter')} onAction={play} />
          <ContextMenuItem
            label={t('queue.playNext')}
            onAction={() => moveEntries(selectionOf(list).keys, queue.index + 1)}
          />
          <ContextMenuLine />
          <ContextMenuItem label={t('playlist.moveUp')} keys="Alt+↑" onAction={() => move(-1)} />
          <ContextMenuItem label={t('playlist.moveDown')} keys="Alt+↓" onAction={() => move(1)} />
          <ContextMenuItem
            label={t('queue.removeChosen')}
            keys={t('keys.delete')}
            onAction={remove}
          />
        </ContextMenu>
      )}
    </div>
  )
}
