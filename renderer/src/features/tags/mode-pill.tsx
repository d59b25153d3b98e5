import type { TFunction } from 'i18next'
import type { MouseEvent } from 'react'
import type { TrackTag } from '../../../../contract/tag.ts'
import type { TrackRow } from '../../../../contract/track.ts'
import { formatPercent } from '../../format.ts'
import { formatRoute, navigate } from '../../route.ts'
import { Icon } from '../../ui/icon.tsx'
import type { Terms } from './terms.ts'

interface ModeCellProps {
  t: TFunction
  track: TrackRow
  terms: Terms
}

/** The modes of a track, each with how certain it is and who says so; or how far the listening is. */
export function ModeCell({ t, track, terms }: ModeCellProps) {
  if (track.modeTags.length === 0) return <ModeState t={t} track={track} />
  return (
    <span className="pills">
      {track.modeTags.map((tag) => (
        <ModePill
          key={`${tag.vocabulary}/${tag.tag}`}
          t={t}
          trackId={track.id}
          tag={tag}
          terms={terms}
          unsure={track.mode === 'unsure'}
        />
      ))}
    </span>
  )
}

function ModeState({ t, track }: { t: TFunction; track: TrackRow }) {
  if (track.obstacle)
    return <span className="small soft">{t(`obstacle.short.${track.obstacle}`)}</span>
  if (track.mode === 'done') return null
  return <span className={`sound sound-${track.mode}`}>{t(`modeState.${track.mode}`)}</span>
}

interface ModePillProps {
  t: TFunction
  trackId: number
  tag: TrackTag
  terms: Terms
  /** No mode of the track is above its threshold. */
  unsure: boolean
}

function ModePill({ t, trackId, tag, terms, unsure }: ModePillProps) {
  const to = { page: 'mode', trackId } as const
  const name = terms.nameOf(tag)
  const how = howSaid(tag, unsure)
  const percent = tag.probability === null ? '' : formatPercent(tag.probability)
  const traditions = terms.get(tag)?.traditions ?? []
  const title =
    how === 'guess'
      ? traditions.map((tradition) => t(`ifItIs.${tradition}`, { name })).join('. ')
      : t(`pill.title.${how}`)
  return (
    <a
      className={`pill pill-${how}`}
      href={formatRoute(to)}
      // The grid has the focus; the key M does the same.
      tabIndex={-1}
      draggable={false}
      title={title}
      onClick={(event: MouseEvent) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return
        event.preventDefault()
        navigate(to)
      }}
    >
      {how === 'confirmed' && <Icon name="check" size={12} />}
      <span className="clip">{t(`pill.${how}`, { name, percent })}</span>
      <span className="visually-hidden">{title}</span>
    </a>
  )
}

/** Who says it, and how surely: the name of a style and of words. */
function howSaid({ state, source, guess, probability }: TrackTag, unsure: boolean) {
  if (state === 'confirmed') return 'confirmed'
  if (source === 'file') return 'file'
  if (guess) return 'guess'
  if (unsure) return probability === null ? 'perhaps' : 'unsure'
  return probability === null ? 'likely' : 'predicted'
}
