import { useTranslation } from 'react-i18next'
import type { LikelyMode } from '../../../../contract/mode.ts'
import type { Obstacle } from '../../../../contract/obstacle.ts'
import type { TagRef, TrackTag } from '../../../../contract/tag.ts'
import type { TrackRow } from '../../../../contract/track.ts'
import { formatPercent } from '../../format.ts'
import { Choice } from '../../ui/fields.tsx'
import { useTerms } from '../tags/use-terms.ts'

/** Names one of a track's likely modes. */
export function keyOfMode({ vocabulary, tag }: TagRef): string {
  return `${vocabulary}/${tag}`
}

/** The modes that are known from the user or the file, not from the melody. */
export function toldModes(track: TrackRow): TrackTag[] {
  return track.modeTags.filter(({ state, source }) => state === 'confirmed' || source === 'file')
}

interface LikelyModesProps {
  track: TrackRow
  likely: readonly LikelyMode[]
  /** Nothing tells the tradition of the track. */
  unknown: boolean
  obstacle: Obstacle | null
  chosen: string | undefined
  onChoose: (key: string) => void
}

/** The likely modes in words, one of which the pictures show; or why there are none. */
export function LikelyModes(props: LikelyModesProps) {
  const { track, likely, unknown, obstacle, chosen, onChoose } = props
  const { t } = useTranslation()
  const terms = useTerms()

  if (obstacle)
    return (
      <div className="mode-abstains">
        <p className="mode-answer">{t(`obstacle.title.${obstacle}`)}</p>
        <p className="soft">{t(`obstacle.hint.${obstacle}`)}</p>
      </div>
    )
  if (likely.length === 0)
    return (
      <div className="mode-abstains">
        <p className="mode-answer">{t('mode.noneLikely')}</p>
        <p className="soft">{t('mode.noneLikelyHint')}</p>
      </div>
    )

  const told = toldModes(track)
  const inOrder = likely.every(({ probability }) => probability === null)
  const [first] = likely
  const unsure = !unknown && likely.every(({ certain }) => !certain)
  function words(mode: LikelyMode): string {
    const name = terms.nameOf(mode)
    const said = unknown ? t(`ifItIs.${mode.tradition}`, { name }) : name
    if (mode.probability === null) return said
    return t('mode.percent', { words: said, percent: formatPercent(mode.probability) })
  }
  function described(mode: LikelyMode): string | undefined {
    const said = [
      mode.members.length > 0 && t('mode.family'),
      mode.taughtBy > 0 && t('mode.taughtBy', { count: mode.taughtBy }),
    ].filter((one) => one !== false)
    return said.length === 0 ? undefined : said.join(' ')
  }

  return (
    <div className="mode-likely">
      {told.map((tag) => (
        <p key={keyOfMode(tag)} className="mode-answer">
          {t(tag.state === 'confirmed' ? 'mode.confirmed' : 'mode.inFile', {
            name: terms.nameOf(tag),
          })}
        </p>
      ))}
      {told.length === 0 && first?.certain && (
        <p className="mode-answer">{t('mode.certain', { words: words(first) })}</p>
      )}
      {unknown && told.length === 0 && (
        <div className="mode-abstains">
          <p className="mode-answer">{t('mode.unknownTradition')}</p>
          <p className="soft">{t('mode.unknownTraditionHint')}</p>
        </div>
      )}
      {unsure && told.length === 0 && (
        <div className="mode-abstains">
          <p className="mode-answer">{t('mode.severalFit')}</p>
          <p className="soft">{t('mode.severalFitHint')}</p>
        </div>
      )}
      <Choice
        label={t(inOrder && !unknown ? 'mode.inOrder' : 'mode.byMelody')}
        value={chosen ?? ''}
        onChange={onChoose}
        options={likely.map((mode) => {
          const description = described(mode)
          return {
            value: keyOfMode(mode),
            label: words(mode),
            ...(description === undefined ? {} : { description }),
          }
        })}
      />
    </div>
  )
}
