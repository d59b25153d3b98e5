import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Command, useCommands } from '../commands/registry.ts'
import { transport } from './clock.ts'
import { changeRepeat, clearQueue, toggle, toggleShuffle, usePlayer } from './player-store.ts'
import {
  clearLoop,
  loopFrom,
  loopTo,
  stepRate,
  toggleDrone,
  togglePractice,
  usePractice,
} from './practice-store.ts'
import { toggleMuted } from './sound-settings.ts'
import { seekBy, stepVolume, toNext, toPrevious } from './transport-actions.ts'

/** Seconds that a key moves by. */
const seekStep = 5

/** What the player can be told from the palette and by keys. */
export function usePlayerCommands() {
  const { t } = useTranslation()
  const hasTrack = usePlayer((state) => state.track !== null)
  const hasLoop = usePractice((state) => state.loop !== null)
  const commands = useMemo<readonly Command[]>(() => {
    const offered: Omit<Command, 'group'>[] = [
      // The space bar means something else on buttons, which the page sorts out by itself.
      {
        id: 'player.toggle',
        title: t('command.toggle'),
        keys: 'Space',
        ownKeys: true,
        run: toggle,
      },
      { id: 'player.next', title: t('player.next'), keys: 'n', run: toNext },
      { id: 'player.previous', title: t('player.previous'), keys: 'Shift+N', run: toPrevious },
      { id: 'player.forward', title: t('command.forward'), keys: '.', run: () => seekBy(seekStep) },
      { id: 'player.back', title: t('command.back'), keys: ',', run: () => seekBy(-seekStep) },
      { id: 'player.louder', title: t('command.louder'), keys: '=', run: () => stepVolume(1) },
      { id: 'player.quieter', title: t('command.quieter'), keys: '-', run: () => stepVolume(-1) },
      { id: 'player.mute', title: t('command.mute'), keys: 'x', run: toggleMuted },
      { id: 'player.shuffle', title: t('queue.shuffle'), keys: 'z', run: toggleShuffle },
      { id: 'player.repeat', title: t('command.repeat'), keys: 'r', run: changeRepeat },
      { id: 'player.clearQueue', title: t('queue.clear'), run: clearQueue },
      { id: 'player.practice', title: t('practice.name'), keys: 'p', run: togglePractice },
      {
        id: 'player.loopFrom',
        title: t('practice.from'),
        keys: 'a',
        run: () => loopFrom(transport.position()),
      },
      {
        id: 'player.loopTo',
        title: t('practice.to'),
        keys: 'b',
        run: () => loopTo(transport.position()),
      },
      {
        id: 'player.clearLoop',
        title: t('practice.clearLoop'),
        keys: '\\',
        isDisabled: !hasLoop,
        run: clearLoop,
      },
      { id: 'player.slower', title: t('practice.slower'), keys: '<', run: () => stepRate(-1) },
      { id: 'player.faster', title: t('practice.faster'), keys: '>', run: () => stepRate(1) },
      { id: 'player.drone', title: t('command.drone'), keys: 'd', run: toggleDrone },
    ]
    return offered.map((command) => ({ isDisabled: !hasTrack, ...command, group: 'player' }))
  }, [t, hasTrack, hasLoop])
  useCommands(commands)
}
