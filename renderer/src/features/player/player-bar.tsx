import './player-bar.css'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate } from '../../route.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { setVolume, skip, toggle, usePlayer } from './player-store.ts'
import { step } from './queue.ts'
import { SeekBar } from './seek-bar.tsx'
import { useAudio } from './use-audio.ts'

export function PlayerBar() {
  const { t } = useTranslation()
  const audio = useRef<HTMLAudioElement>(null)
  useAudio(audio)
  const track = usePlayer((state) => state.track)
  const playing = usePlayer((state) => state.playing)
  const failure = usePlayer((state) => state.failure)
  const queue = usePlayer((state) => state.queue)
  const volume = usePlayer((state) => state.volume)
  const lastVolume = useRef(1)

  return (
    <section className="player" aria-label={t('player.name')}>
      {/* biome-ignore lint/a11y/useMediaCaption: music has no captions */}
      <audio ref={audio} preload="auto" />
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
        <div className="player-buttons">
          <IconButton
            icon="previous"
            label={t('player.previous')}
            isDisabled={!step(queue, -1)}
            onPress={() => void skip(-1)}
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
            isDisabled={!step(queue, 1)}
            onPress={() => void skip(1)}
          />
        </div>
        <SeekBar audio={audio} duration={track?.duration ?? null} isDisabled={!track} />
      </div>
      <div className="player-volume">
        <IconButton
          icon={volume === 0 ? 'muted' : 'volume'}
          label={volume === 0 ? t('player.unmute') : t('player.mute')}
          onPress={() => {
            if (volume > 0) lastVolume.current = volume
            setVolume(volume > 0 ? 0 : lastVolume.current)
          }}
        />
        <input
          type="range"
          className="range"
          aria-label={t('player.volume')}
          aria-valuetext={`${Math.round(volume * 100)} %`}
          min={0}
          max={1}
          step={0.02}
          value={volume}
          style={{ '--range-fill': `${volume * 100}%` }}
          onChange={(event) => setVolume(event.target.valueAsNumber)}
        />
      </div>
    </section>
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
