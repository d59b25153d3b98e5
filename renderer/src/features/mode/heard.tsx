import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LikelyMode, ModePicture } from '../../../../contract/mode.ts'
import type { TrackRow } from '../../../../contract/track.ts'
import { formatPercent, formatSpan, formatTime } from '../../format.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { useTerms } from '../tags/use-terms.ts'
import { pitchRange } from './contour-path.ts'
import { ContourPicture } from './contour-picture.tsx'
import { ContourTable } from './contour-table.tsx'
import { DistributionPicture } from './distribution-picture.tsx'
import { keyOfMode, LikelyModes, toldModes } from './likely-modes.tsx'
import { PeakTable } from './peak-table.tsx'
import { degreeNear, peaksOf } from './peaks.ts'
import { apart, folded, fromTonic } from './pitch-axis.ts'
import { SaveScale } from './save-scale.tsx'

interface HeardProps {
  track: TrackRow
  /** Nothing tells its tradition. */
  unknown: boolean
  analysis: NonNullable<ModePicture['analysis']>
}

/** What listening found: the likely modes, and pictures of the melody from the tonic of the one that is looked at. */
export function Heard({ track, unknown, analysis }: HeardProps) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string>()
  const { likely, distribution, contour, obstacle } = analysis
  const mode =
    likely.find((one) => keyOfMode(one) === chosen) ??
    likely.find((one) => toldModes(track).some((tag) => keyOfMode(tag) === keyOfMode(one))) ??
    likely[0]
  return (
    <>
      <section className="card mode-card" aria-label={t('mode.likely')}>
        <h2>{t('mode.likely')}</h2>
        <LikelyModes
          track={track}
          likely={likely}
          unknown={unknown}
          obstacle={obstacle}
          chosen={mode && keyOfMode(mode)}
          onChoose={setChosen}
        />
        <p className="small soft number">
          {t('mode.listened', {
            melody: formatSpan(analysis.melodySeconds),
            listened: formatSpan(analysis.listenedSeconds),
            when: formatTime(analysis.analysedAt),
            version: analysis.version,
          })}
        </p>
        {analysis.fadedOut && <p className="small soft">{t('mode.fadedOut')}</p>}
      </section>
      {obstacle === null && (
        <>
          <Pitches trackId={track.id} distribution={distribution} mode={mode} />
          <Melody contour={contour} mode={mode} />
        </>
      )}
    </>
  )
}

interface PitchesProps {
  trackId: number
  distribution: readonly number[]
  mode: LikelyMode | undefined
}

function Pitches({ trackId, distribution, mode }: PitchesProps) {
  const { t } = useTranslation()
  const terms = useTerms()
  const heard = fromTonic(distribution, mode?.tonicOffset ?? 0)
  const degrees = mode?.degrees ?? []
  const name = mode ? terms.nameOf(mode) : ''
  const strongest = peaksOf(heard)
    .toSorted((a, b) => b.share - a.share)
    .slice(0, 5)
    .map(({ cents, share }) => {
      const degree = degreeNear(cents, degrees)?.name
      const said = { cents: Math.round(cents), share: formatPercent(share) }
      return degree ? t('picture.peakNamed', { ...said, degree }) : t('picture.peak', said)
    })
  const words = t('picture.distributionWords', { peaks: strongest.join('; ') })
  const offset = apart(0, mode?.tonicOffset ?? 0)
  return (
    <section className="card mode-card" aria-label={t('mode.pitches')}>
      <div className="mode-card-head">
        <h2>{t('mode.pitches')}</h2>
        <SaveScale trackId={trackId} />
      </div>
      <p className="soft">{t('mode.pitchesWords')}</p>
      {Math.abs(offset) > 20 && (
        <p className="notice">
          {t('mode.otherTonic', { name, cents: Math.round(folded(offset)) })}
        </p>
      )}
      <DistributionPicture
        words={mode ? `${words} ${t('picture.comparedWith', { name })}` : words}
        area={{ name: t('picture.thisTrack'), distribution: heard }}
        line={mode && { name: t('picture.template', { name }), distribution: mode.template }}
        degrees={degrees}
      />
      <Disclosure title={t('picture.asTable')} level={3}>
        <PeakTable distribution={heard} degrees={degrees} />
      </Disclosure>
    </section>
  )
}

interface MelodyProps {
  contour: NonNullable<ModePicture['analysis']>['contour']
  mode: LikelyMode | undefined
}

function Melody({ contour, mode }: MelodyProps) {
  const { t } = useTranslation()
  const offset = apart(0, mode?.tonicOffset ?? 0)
  const parts = contour.map((part) => ({
    ...part,
    cents: part.cents.map((pitch) => (pitch === null ? null : pitch - offset)),
  }))
  const degrees = mode?.degrees ?? []
  const range = pitchRange(parts)
  if (parts.length === 0) return null
  return (
    <section className="card mode-card" aria-label={t('mode.melody')}>
      <h2>{t('mode.melody')}</h2>
      <p className="soft">{t('mode.melodyWords', { count: parts.length })}</p>
      <div className="mode-parts">
        {parts.map((part, index) => {
          const which = t(
            parts.length === 1
              ? 'picture.whole'
              : index === 0
                ? 'picture.beginning'
                : 'picture.ending',
          )
          const { lowest, highest } = range
          return (
            <ContourPicture
              key={part.start}
              words={t('picture.contourWords', { part: which, lowest, highest })}
              caption={which}
              part={part}
              range={range}
              degrees={degrees}
            />
          )
        })}
      </div>
      <Disclosure title={t('picture.asTable')} level={3}>
        <ContourTable parts={parts} degrees={degrees} />
      </Disclosure>
    </section>
  )
}
