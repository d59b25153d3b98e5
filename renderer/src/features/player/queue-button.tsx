import './queue-button.css'
import { Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { usePlaylistChanges } from '../playlists/use-playlist-changes.ts'
import { changeRepeat, clearQueue, toggleShuffle, usePlayer } from './player-store.ts'
import { QueueList } from './queue-list.tsx'

/** What plays now and next, to be looked through and put in another order. */
export function QueueButton() {
  const { t } = useTranslation()
  return (
    <DialogTrigger>
      <IconButton icon="playlist" label={t('queue.name')} />
      <Popover className="popover queue-popover" placement="top end" offset={8}>
        <Dialog className="popover-content queue" aria-label={t('queue.name')}>
          <Queue />
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

function Queue() {
  const { t } = useTranslation()
  const queue = usePlayer((state) => state.queue)
  const repeat = usePlayer((state) => state.repeat)
  const changes = usePlaylistChanges()
  const count = queue.entries.length

  return (
    <>
      <header className="queue-head">
        <h2>{t('queue.name')}</h2>
        <span className="soft small number">
          {t('queue.count', { count, shown: formatCount(count) })}
        </span>
      </header>
      <div className="queue-buttons">
        <Button icon="shuffle" aria-pressed={queue.unshuffled !== null} onPress={toggleShuffle}>
          {t(queue.unshuffled ? 'queue.shuffled' : 'queue.shuffle')}
        </Button>
        <Button icon={repeat === 'one' ? 'repeatOne' : 'repeat'} onPress={changeRepeat}>
          {t(`queue.repeats.${repeat}`)}
        </Button>
      </div>
      {count === 0 ? (
        <p className="soft">{t('queue.empty')}</p>
      ) : (
        <>
          <QueueList />
          <p className="queue-keys small soft">{t('queue.keys', { remove: t('keys.delete') })}</p>
        </>
      )}
      <div className="queue-buttons">
        <Button isDisabled={count === 0} onPress={clearQueue}>
          {t('queue.clear')}
        </Button>
        <Button
          icon="plus"
          isDisabled={count === 0}
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
