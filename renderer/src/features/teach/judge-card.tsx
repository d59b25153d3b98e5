import { type ReactNode, useMemo, useRef } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { NextTrack } from '../../../../contract/head.ts'
import { failureOf } from '../../failure.ts'
import { formatDuration, formatPercent } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { useCommands } from '../commands/registry.ts'
import { PlayButton, PlayListContext } from '../similar/play-button.tsx'
import { judgeKeys } from './judge-keys.ts'
import type { JudgingTracks } from './use-judging.ts'

interface JudgeCardProps {
  /** What the tag is called. */
  name: string
  judging: JudgingTracks
}

/** Asks about one track after another, so that what teaches most is judged first. */
export function JudgeCard({ name, judging }: JudgeCardProps) {
  const { t } = useTranslation()
  const { asked, judge, undo, judgedCount } = judging
  useJudgeCommands(judging)
  if (judging.error)
    return (
      <Card>
        <p className="field-error">{failureOf(judging.error).detail}</p>
      </Card>
    )
  const last = judging.lastJudged
  return (
    <Card>
      <div className="judge-asked" aria-live="polite">
        {asked ? (
          <Asked key={asked.track.id} name={name} asked={asked} />
        ) : (
          <p className="soft judge-none">{judging.isEmpty ? t('teach.nothingToAsk') : ''}</p>
        )}
      </div>
      <div className="judge-buttons">
        <Answer
          icon="check"
          look="good"
          label={t('teach.yes')}
          keys={judgeKeys.confirmed}
          isDisabled={!asked}
          onPress={() => judge('confirmed')}
        />
        <Answer
          icon="close"
          look="bad"
          label={t('teach.no')}
          keys={judgeKeys.rejected}
          isDisabled={!asked}
          onPress={() => judge('rejected')}
        />
        <Answer
          icon="forward"
          look="plain"
          label={t('teach.skip')}
          keys={judgeKeys.skipped}
          isDisabled={!asked}
          onPress={() => judge('skipped')}
        />
      </div>
      <div className="judge-foot small soft">
        <span className="clip">
          {last
            ? t(`teach.last.${last.judgement}`, { title: last.asked.track.title })
            : t('teach.keysHint')}
        </span>
        {judgedCount > 0 && (
          <Button variant="quiet" onPress={undo}>
            {t('undo')}
            <span className="key" aria-hidden="true">
              {judgeKeys.undo}
            </span>
          </Button>
        )}
      </div>
    </Card>
  )
}

function Card({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <section className="card judge" aria-labelledby="judge-title">
      <h2 id="judge-title">{t('teach.judgeTitle')}</h2>
      {children}
    </section>
  )
}

function Asked({ name, asked: { track, probability, why } }: { name: string; asked: NextTrack }) {
  const { t } = useTranslation()
  const reason =
    why === 'doubtful'
      ? t((probability ?? 0) < 0.5 ? 'teach.why.doubtfulYes' : 'teach.why.doubtfulNo')
      : t(`teach.why.${why}`)
  return (
    <>
      <p className="judge-question">{t('teach.question', { name })}</p>
      <div className="judge-track">
        <PlayListContext value={[track.id]}>
          <PlayButton track={track} index={0} prominent />
        </PlayListContext>
        {track.artwork && (
          <img
            className="seed-artwork"
            src={`/track/${track.id}/artwork`}
            alt=""
            width={48}
            height={48}
          />
        )}
        <div className="judge-words">
          <p className="judge-title">{track.title}</p>
          <p className="small soft">
            {[track.artist, track.album, formatDuration(track.duration)]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </div>
      </div>
      <p className="small judge-why">
        {reason}{' '}
        {probability !== null && (
          <span className="soft number">
            {t('teach.headSays', { percent: formatPercent(probability) })}
          </span>
        )}
      </p>
    </>
  )
}

interface AnswerProps {
  icon: IconName
  look: 'good' | 'bad' | 'plain'
  label: string
  keys: string
  isDisabled: boolean
  onPress: () => void
}

function Answer({ icon, look, label, keys, isDisabled, onPress }: AnswerProps) {
  return (
    <AriaButton
      className={`button judge-button judge-${look}`}
      isDisabled={isDisabled}
      aria-keyshortcuts={keys}
      onPress={onPress}
    >
      <Icon name={icon} size={16} />
      {label}
      <span className="key" aria-hidden="true">
        {keys}
      </span>
    </AriaButton>
  )
}

/** Lists the answers among the commands; the page itself listens for their keys. */
function useJudgeCommands(judging: JudgingTracks) {
  const { t } = useTranslation()
  const latest = useRef(judging)
  latest.current = judging
  const isAsked = judging.asked !== undefined
  const canUndo = judging.judgedCount > 0
  useCommands(
    useMemo(() => {
      const command = (
        id: keyof typeof judgeKeys,
        title: string,
        isDisabled: boolean,
        run: () => void,
      ) => ({
        ...({ id: `teach.${id}`, group: 'teach', title, isDisabled, run } as const),
        keys: judgeKeys[id].toLowerCase(),
        ownKeys: true,
      })
      return [
        command('confirmed', t('teach.command.yes'), !isAsked, () =>
          latest.current.judge('confirmed'),
        ),
        command('rejected', t('teach.command.no'), !isAsked, () =>
          latest.current.judge('rejected'),
        ),
        command('skipped', t('teach.command.skip'), !isAsked, () =>
          latest.current.judge('skipped'),
        ),
        command('undo', t('teach.command.undo'), !canUndo, () => latest.current.undo()),
      ]
    }, [t, isAsked, canUndo]),
  )
}
