import './queue-button.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import {
  Button as AriaButton,
  Dialog,
  DialogTrigger,
  GridList,
  GridListItem,
  Popover,
  useDragAndDrop,
} from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { TrackRow } from '../../../../contract/track.ts'
import { queries } from '../../client.ts'
import { formatCount, formatDuration } from '../../format.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { usePlaylistChanges } from '../playlists/use-playlist-changes.ts'
import {
  changeRepeat,
  clearQueue,
  moveEntries,
  playEntry,
  removeEntries,
  toggleShuffle,
  usePlayer,
} from './player-store.ts'
import type { QueueEntry } from './queue.ts'

/** Of a long queue, so many entries before and after the current one are shown. */
const shownBefore = 20
const shownAfter = 180
const noEntries: readonly QueueEntry[] = []

/** What plays now and next, to be looked through and put in another order. */
export function QueueButton() {
  const { t } = useTranslation()
  return (
    <DialogTrigger>
      <IconButton icon="playlist" label={t('queue.name')} />
      <Popover className="popover queue-popover" placement="top end" offset={8}>
        <Dialog className="popover-content queue" aria-label={t('queue.name')}>
          <QueueList />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function QueueList() {
  const { t } = useTranslation()
  const queue = usePlayer((state) => state.queue)
  const repeat = usePlayer((state) => state.repeat)
  const changes = usePlaylistChanges()
  const first = Math.max(0, queue.index - shownBefore)
  const shown = queue.index < 0 ? noEntries : queue.entries.slice(first, queue.index + shownAfter)
  const current = queue.entries[queue.index]?.key
  const rows = useQuery(
    queries.track.rows.queryOptions({
      input: { ids: [...new Set(shown.map(({ id }) => id))] },
      placeholderData: keepPreviousData,
    }),
  ).data?.rows
  const tracks = new Map<number, TrackRow>(rows?.map((row) => [row.id, row]))
  const hidden = queue.entries.length - shown.length
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder({ keys, target }) {
      const at = queue.entries.findIndex(({ key }) => key === target.key)
      const before = target.dropPosition === 'after' ? at + 1 : at
      moveEntries(new Set([...keys].map(Number)), before)
    },
  })

  return (
    <>
      <header className="queue-head">
        <h2>{t('queue.name')}</h2>
        <span className="soft small number">
          {t('queue.count', {
            count: queue.entries.length,
            shown: formatCount(queue.entries.length),
          })}
        </span>
      </header>
      <div className="queue-buttons">
        <Button icon="shuffle" aria-pressed={queue.unshuffled !== null} onPress={toggleShuffle}>
          {t(queue.unshuffled ? 'queue.shuffled' : 'queue.shuffle')}
        </Button>
        <Button icon="retry" onPress={changeRepeat}>
          {t(`queue.repeats.${repeat}`)}
        </Button>
      </div>
      {shown.length === 0 ? (
        <p className="soft">{t('queue.empty')}</p>
      ) : (
        <GridList
          className="queue-list"
          aria-label={t('queue.list')}
          items={shown.map((entry) => ({ ...entry, track: tracks.get(entry.id) }))}
          dependencies={[current]}
          dragAndDropHooks={dragAndDropHooks}
          onAction={(key) => playEntry(Number(key))}
        >
          {({ key, track }) => (
            <GridListItem
              id={key}
              className={key === current ? 'queue-entry queue-current' : 'queue-entry'}
              textValue={track?.title ?? ''}
            >
              <AriaButton slot="drag" className="queue-grip" aria-label={t('queue.move')}>
                <Icon name="grip" size={14} />
              </AriaButton>
              <span className="queue-words">
                <span className="clip">{track?.title ?? '…'}</span>
                <span className="clip small soft">{track?.artist}</span>
              </span>
              <span className="small soft number">{formatDuration(track?.duration ?? null)}</span>
              <IconButton
                icon="close"
                size={14}
                label={t('queue.remove', { title: track?.title ?? '' })}
                onPress={() => removeEntries(new Set([key]))}
              />
            </GridListItem>
          )}
        </GridList>
      )}
      {hidden > 0 && (
        <p className="small soft">
          {t('queue.more', { count: hidden, shown: formatCount(hidden) })}
        </p>
      )}
      <div className="queue-buttons">
        <Button isDisabled={queue.entries.length === 0} onPress={clearQueue}>
          {t('queue.clear')}
        </Button>
        <Button
          icon="plus"
          isDisabled={queue.entries.length === 0}
          onPress={() =>
            void changes.create({
              name: t('queue.name'),
              trackIds: queue.entries.map(({ id }) => id),
            })
          }
        >
          {t('queue.save')}
        </Button>
      </div>
    </>
  )
}
