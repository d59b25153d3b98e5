import './practice-strip.css'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/fields.tsx'
import { Slider } from '../../ui/slider.tsx'
import { transport, useClock } from './clock.ts'
import { usePlayer } from './player-store.ts'
import {
  changeDrone,
  clearLoop,
  loopFrom,
  loopTo,
  rateRange,
  setRate,
  toggleDrone,
  tuningRange,
  usePractice,
} from './practice-store.ts'
import { degreeName, pitchAt } from './sounding-note.ts'
import { useDrone } from './use-drone.ts'
import { useTrackMode } from './use-track-mode.ts'

const [slowest, fastest] = rateRange
const [lowest, highest] = tuningRange
/** The sliders of the page go from 0 to 1. */
const toShare = (value: number, from: number, to: number) => (value - from) / (to - from)
const fromShare = (share: number, from: number, to: number) => from + share * (to - from)

/** For those who play along: a loop, slower without another pitch, a drone on the tonic, and the note that sounds. */
export function PracticeStrip() {
  const open = usePractice((state) => state.open)
  const sounding = usePractice((state) => state.sounding)
  const mode = useTrackMode(open || sounding)
  useDrone(mode.tonic?.hz ?? null)
  return open ? <Strip mode={mode} /> : null
}

function Strip({ mode }: { mode: ReturnType<typeof useTrackMode> }) {
  const { t } = useTranslation()
  const hasTrack = usePlayer((state) => state.track !== null)
  const { loop, rate, sounding, drone } = usePractice()
  const { tonic } = mode
  return (
    <section className="practice" aria-label={t('practice.name')}>
      <div className="practice-part">
        <span className="field-label">{t('practice.loop')}</span>
        <div className="practice-buttons">
          <Button isDisabled={!hasTrack} onPress={() => loopFrom(transport.position())}>
            {t('practice.a')}
          </Button>
          <Button isDisabled={!hasTrack} onPress={() => loopTo(transport.position())}>
            {t('practice.b')}
          </Button>
          <Button variant="quiet" isDisabled={!loop} onPress={clearLoop}>
            {t('practice.clearLoop')}
          </Button>
        </div>
        <span className="small soft number" aria-live="polite">
          {loop
            ? t('practice.loopOf', {
                from: formatDuration(loop.from),
                to: loop.to === null ? '…' : formatDuration(loop.to),
              })
            : t('practice.noLoop')}
        </span>
      </div>
      <div className="practice-part">
        <Slider
          label={t('practice.speed')}
          value={toShare(rate, slowest, fastest)}
          step={1 / 17}
          words={(share) =>
            t('percent', { value: Math.round(fromShare(share, slowest, fastest) * 100) })
          }
          isDisabled={!hasTrack}
          onChange={(share) => setRate(fromShare(share, slowest, fastest))}
        />
        <Button variant="quiet" isDisabled={rate === 1} onPress={() => setRate(1)}>
          {t('practice.asRecorded')}
        </Button>
      </div>
      <div className="practice-part">
        <Switch
          label={t('practice.drone')}
          description={
            tonic
              ? t(tonic.givenByUser ? 'practice.tonicGiven' : 'practice.tonicHeard', {
                  note: tonic.note,
                })
              : t('practice.noTonic')
          }
          isSelected={sounding && tonic !== null}
          isDisabled={!tonic}
          onChange={toggleDrone}
        />
        <div className="practice-buttons">
          <Switch
            label={t('practice.fifth')}
            isSelected={drone.fifth}
            isDisabled={!tonic}
            onChange={(fifth) => changeDrone({ fifth })}
          />
          <Switch
            label={t('practice.octave')}
            isSelected={drone.octave}
            isDisabled={!tonic}
            onChange={(octave) => changeDrone({ octave })}
          />
        </div>
      </div>
      <div className="practice-part">
        <Slider
          label={t('practice.droneVolume')}
          value={drone.volume}
          step={0.05}
          filled
          words={(share) => t('percent', { value: Math.round(share * 100) })}
          isDisabled={!tonic}
          onChange={(volume) => changeDrone({ volume })}
        />
        <Slider
          label={t('practice.tuning')}
          value={toShare(drone.tuning, lowest, highest)}
          step={0.01}
          words={(share) =>
            t('practice.cents', { value: Math.round(fromShare(share, lowest, highest)) })
          }
          isDisabled={!tonic}
          onChange={(share) =>
            changeDrone({ tuning: Math.round(fromShare(share, lowest, highest)) })
          }
        />
      </div>
      <SoundingNote mode={mode} />
    </section>
  )
}

/** The degree of the mode that the melody is on now. */
function SoundingNote({ mode: { analysis, likely } }: { mode: ReturnType<typeof useTrackMode> }) {
  const { t } = useTranslation()
  const position = useClock((state) => state.position)
  const pitch = analysis ? pitchAt(analysis.contour, position) : null
  const name = pitch === null || !likely ? null : degreeName(likely.degrees, pitch)
  return (
    <div className="practice-part practice-note">
      <span className="field-label">{t('practice.note')}</span>
      <span className="practice-name" aria-hidden={name === null}>
        {name ?? '–'}
      </span>
      <span className="small soft">
        {likely ? t('practice.notesWords') : t('practice.noNotes')}
      </span>
    </div>
  )
}
