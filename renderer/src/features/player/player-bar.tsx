import './player-bar.css'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../route.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { startPlayback } from './playback.ts'
import { usePlayerCommands } from './player-commands.ts'
import { changeRepeat, toggle, toggleShuffle, usePlayer } from './player-store.ts'
import { togglePractice } from './practice-store.ts'
import { PracticeStrip } from './practice-strip.tsx'
import { step } from './queue.ts'
import { QueueButton } from './queue-button.tsx'
import { keepQueue } from './queue-memory.ts'
import { SeekBar } from './seek-bar.tsx'
import { setVolume, toggleMuted, useSoundSettings } from './sound-settings.ts'
import { toNext, toPrevious } from './transport-actions.ts'
import { useMediaSession } from './use-media-session.ts'
import { useSpaceKey } from './use-space-key.ts'

export function PlayerBar() {
  const { t } = useTranslation()
  useEffect(startPlayback, [])
  useEffect(keepQueue, [])
  useMediaSession()
  useSpaceKey()
  usePlayerCommands()
  const track = usePlayer((state) => state.track)
  const playing = usePlayer((state) => state.playing)
  const failure = usePlayer((state) => state.failure)
  const queue = usePlayer((state) => state.queue)
  const repeat = usePlayer((state) => state.repeat)
  const shuffled = queue.unshuffled !== null
  const { volume, muted } = useSoundSettings()
  const heard = muted ? 0 : volume

  return (
    <>
      <PracticeStrip />
      <section className="player" aria-label={t('player.name')}>
        <div className="player-track">
          <Artwork trackId={track?.artwork ? track.id : null} />
          <div className="player-words" aria-live="polite">
            {track ? (
              <>
                <div className="player-title clip">{track.title}</div>
                {failure ? (
                  <div className="player-failure small" role="alert">
                    {failure.detail || failure.title}
                  </div>
                ) : (
                  <div className="soft small clip">
                    {[track.artist, track.album].filter(Boolean).join(' · ') || track.format}
                  </div>
                )}
              </>
            ) : (
              <div className="soft">{t('player.nothing')}</div>
            )}
          </div>
          {track && (
            <>
              <IconButton
                icon="mode"
                label={t('track.modeAndTags')}
                onPress={() => navigate({ page: 'mode', trackId: track.id })}
              />
              <IconButton
                icon="similar"
                label={t('track.soundsAlike')}
                onPress={() => navigate({ page: 'similar', trackIds: [track.id], blend: null })}
              />
            </>
          )}
        </div>
        <div className="player-middle">
          <div className="player-buttons" dir="ltr">
            <IconButton
              icon="shuffle"
              label={t('queue.shuffle')}
              aria-pressed={shuffled}
              isOn={shuffled}
              isDisabled={!track}
              onPress={toggleShuffle}
            />
            <IconButton
              icon="previous"
              label={t('player.previous')}
              isDisabled={!track}
              onPress={toPrevious}
            />
            <IconButton
              icon={playing ? 'pause' : 'play'}
              label={playing ? t('player.pause') : t('player.play')}
              prominent
              isDisabled={!track}
              onPress={toggle}
            />
            <IconButton
              icon="next"
              label={t('player.next')}
              isDisabled={!step(queue, 1, repeat)}
              onPress={toNext}
            />
            <IconButton
              icon={repeat === 'one' ? 'repeatOne' : 'repeat'}
              label={t(`queue.repeats.${repeat}`)}
              isOn={repeat !== 'off'}
              isDisabled={!track}
              onPress={changeRepeat}
            />
          </div>
          <SeekBar trackId={track?.id ?? null} duration={track?.duration ?? null} />
        </div>
        <div className="player-volume">
          <IconButton icon="practice" label={t('practice.name')} onPress={togglePractice} />
          <QueueButton />
          <div className="player-level">
            <IconButton
              icon={heard === 0 ? 'muted' : 'volume'}
              label={muted ? t('player.unmute') : t('player.mute')}
              onPress={toggleMuted}
            />
            <input
              type="range"
              className="range"
              aria-label={t('player.volume')}
              aria-valuetext={`${Math.round(heard * 100)} %`}
              min={0}
              max={1}
              step={0.02}
              value={heard}
              style={{ '--range-fill': `${heard * 100}%` }}
              onChange={(event) => setVolume(event.target.valueAsNumber)}
            />
          </div>
        </div>
      </section>
    </>
  )
}

function Artwork({ trackId }: { trackId: number | null }) {
  return (
    <span className="player-artwork">
      {trackId === null ? (
        <Icon name="similar" size={22} />
      ) : (
        <img src={`/track/${trackId}/artwork`} alt="" width={48} height={48} />
      )}
    </span>
  )
}
