import './tags.css'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { TagSummary } from '../../../../contract/tag.ts'
import type { VocabularyId } from '../../../../contract/vocabulary.ts'
import { queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { AddTag } from './add-tag.tsx'
import { TagLine } from './tag-line.tsx'
import { vocabularies } from './terms.ts'
import { useTerms } from './use-terms.ts'

/** Tracks whose tags are looked at; a change is made to all of them. */
const mostSummarised = 10_000

interface TagEditorProps {
  trackIds: readonly number[]
  /** Vocabularies that are shown elsewhere. */
  without?: readonly VocabularyId[]
  /** Whether anything tells the tradition of the tracks, where the caller knows. */
  traditionKnown?: boolean
}

/** What is said of the tags of one or more tracks, and the user's word on it. */
export function TagEditor({ trackIds, without = [], traditionKnown }: TagEditorProps) {
  const { t } = useTranslation()
  const terms = useTerms()
  const asked = trackIds.slice(0, mostSummarised)
  const summary = useQuery(queries.tag.summary.queryOptions({ input: { trackIds: asked } }))
  const editor = useRef<HTMLDivElement>(null)
  const within = useRef(false)
  const shown = summary.data?.tags

  /** The line of a tag that nobody names any more goes; the focus does not go with it. */
  useEffect(() => {
    if (shown && within.current && document.activeElement === document.body) editor.current?.focus()
  }, [shown])

  if (summary.error)
    return (
      <p className="field-error" role="alert">
        {failureOf(summary.error).detail}
      </p>
    )
  if (!summary.data) return null
  const { tags, tracks } = summary.data
  const groups = vocabularies.flatMap((vocabulary) => {
    const own = tags.filter((tag) => tag.vocabulary === vocabulary)
    return own.length === 0 || without.includes(vocabulary) ? [] : [{ vocabulary, tags: own }]
  })
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot take the focus of what has gone from it
    <div
      ref={editor}
      role="group"
      tabIndex={-1}
      className="tag-editor"
      aria-label={t('tags.name')}
      onFocus={() => {
        within.current = true
      }}
      onBlur={(event) => {
        if (event.relatedTarget)
          within.current = editor.current?.contains(event.relatedTarget) ?? false
      }}
    >
      {trackIds.length > asked.length && (
        <p className="notice">
          {t('tags.firstOnly', {
            shown: formatCount(asked.length),
            all: formatCount(trackIds.length),
          })}
        </p>
      )}
      {groups.length === 0 && <p className="soft">{t('tags.none')}</p>}
      {groups.map((group) => (
        <TagGroup
          key={group.vocabulary}
          {...group}
          trackIds={trackIds}
          of={tracks}
          traditionKnown={traditionKnown}
        />
      ))}
      <AddTag trackIds={trackIds} terms={terms} without={without} />
    </div>
  )
}

interface TagGroupProps {
  vocabulary: VocabularyId
  tags: readonly TagSummary[]
  trackIds: readonly number[]
  of: number
  traditionKnown: boolean | undefined
}

function TagGroup({ vocabulary, tags, ...rest }: TagGroupProps) {
  const { t } = useTranslation()
  const terms = useTerms()
  return (
    <section className="tag-group" aria-label={t(`vocabulary.${vocabulary}`)}>
      <h3 className="small soft">{t(`vocabulary.${vocabulary}`)}</h3>
      <ul>
        {tags.map((tag) => (
          <TagLine key={tag.tag} summary={tag} terms={terms} {...rest} />
        ))}
      </ul>
    </section>
  )
}
