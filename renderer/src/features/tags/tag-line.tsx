import { useRef, useState } from 'react'
import { Button as AriaButton, ToggleButton } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { TagState, TagSummary } from '../../../../contract/tag.ts'
import { formatCount } from '../../format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useBeginToTeach } from '../teach/begin-to-teach.ts'
import { provenance } from './said-words.ts'
import { TermBox } from './term-box.tsx'
import { modeVocabularies, type Terms } from './terms.ts'
import { useTagChanges } from './use-tag-changes.ts'

interface TagLineProps {
  summary: TagSummary
  trackIds: readonly number[]
  /** Tracks that the summary is of. */
  of: number
  terms: Terms
  /** Whether anything tells the tradition of the tracks; undefined where that is not known here. */
  traditionKnown: boolean | undefined
}

/** One tag: who says it, the user's word on it, and which other it is instead. */
export function TagLine(props: TagLineProps) {
  const { summary, trackIds, of, terms, traditionKnown } = props
  const { t } = useTranslation()
  const decide = useTagChanges()
  const { begin } = useBeginToTeach()
  const confirm = useRef<HTMLButtonElement>(null)
  const another = useRef<HTMLButtonElement>(null)
  const [replacing, setReplacing] = useState(false)
  const { vocabulary, confirmed, rejected } = summary
  const name = terms.nameOf(summary)
  const isMode = modeVocabularies.some((mode) => mode === vocabulary)
  const isFamily = terms.get(summary)?.family === true
  const allRejected = rejected === of
  const whyNot =
    traditionKnown === undefined
      ? 'belowThreshold'
      : isMode && !traditionKnown
        ? 'otherwise'
        : 'notCertain'

  const say = (state: TagState) => decide({ trackIds, tags: [summary], name, state })

  function takeBack() {
    // The button goes away with what it takes back.
    confirm.current?.focus()
    void say('proposed')
  }
  function closeReplacing() {
    setReplacing(false)
    requestAnimationFrame(() => another.current?.focus())
  }

  return (
    <li className="tag-line">
      <div className="tag-words">
        <p className="tag-head">
          {allRejected ? (
            <s className="tag-name">{name}</s>
          ) : (
            <span className="tag-name">{name}</span>
          )}
          <UserWord summary={summary} of={of} />
        </p>
        <p className="small soft number">
          {[
            of > 1 &&
              t('tags.ofTracks', {
                shown: formatCount(summary.tracks),
                of: formatCount(of),
                count: of,
              }),
            provenance(t, summary, of),
            of === 1 && summary.tracks === 0 && rejected === 0 && t(`tags.${whyNot}`),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <div className="tag-buttons">
        <ToggleButton
          ref={confirm}
          className="word-button word-button-good"
          aria-label={t(of > 1 ? 'tags.confirmTagAll' : 'tags.confirmTag', { name })}
          isSelected={confirmed === of}
          onChange={(selected) => void say(selected ? 'confirmed' : 'proposed')}
        >
          <Icon name="check" size={14} />
          {t(of > 1 ? 'tags.confirmAll' : 'tags.confirm')}
        </ToggleButton>
        <ToggleButton
          className="word-button word-button-bad"
          aria-label={t(of > 1 ? 'tags.rejectTagAll' : 'tags.rejectTag', { name })}
          isSelected={allRejected}
          onChange={(selected) => void say(selected ? 'rejected' : 'proposed')}
        >
          <Icon name="close" size={14} />
          {t(of > 1 ? 'tags.rejectAll' : 'tags.reject')}
        </ToggleButton>
        {isMode && (
          <AriaButton
            ref={another}
            className="word-button"
            aria-label={t(isFamily ? 'tags.whichOneTag' : 'tags.anotherTag', { name })}
            aria-expanded={replacing}
            onPress={() => setReplacing((open) => !open)}
          >
            {t(isFamily ? 'tags.whichOne' : 'tags.another')}
          </AriaButton>
        )}
        {!isFamily && (
          <AriaButton
            className="word-button"
            aria-label={t('teach.teachTag', { name })}
            onPress={() => void begin(summary, name)}
          >
            {t('teach.teach')}
          </AriaButton>
        )}
        {confirmed + rejected > 0 && (
          <AriaButton
            className="word-button"
            aria-label={t('tags.takeBackTag', { name })}
            onPress={takeBack}
          >
            {t('tags.takeBack')}
          </AriaButton>
        )}
      </div>
      {replacing && (
        <div className="tag-replace">
          <TermBox
            label={isFamily ? t('tags.itIs') : t('tags.notButAnother', { name })}
            autoFocus
            terms={terms}
            within={[vocabulary]}
            onChoose={(term) => {
              closeReplacing()
              void decide({
                trackIds,
                tags: [term],
                name: term.name,
                state: 'confirmed',
                replace: true,
              })
            }}
          />
        </div>
      )}
    </li>
  )
}

function UserWord({ summary, of }: { summary: TagSummary; of: number }) {
  const { t } = useTranslation()
  const { confirmed, rejected } = summary
  const words: string[] = []
  if (confirmed > 0)
    words.push(
      of === 1
        ? t('tags.confirmedByYou')
        : t('tags.confirmedIn', { shown: formatCount(confirmed) }),
    )
  if (rejected > 0)
    words.push(
      of === 1 ? t('tags.rejectedByYou') : t('tags.rejectedIn', { shown: formatCount(rejected) }),
    )
  if (words.length === 0) return null
  return (
    <span className={`user-word ${confirmed > 0 ? 'user-word-good' : ''}`}>{words.join(', ')}</span>
  )
}
