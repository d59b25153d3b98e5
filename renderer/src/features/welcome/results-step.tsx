import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { TrackRow } from '../../../../contract/track.ts'
import { queries } from '../../client.ts'
import { formatCount } from '../../format.ts'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { FirstAnalysis } from '../model/first-analysis.tsx'
import { PlayButton, PlayListContext } from '../similar/play-button.tsx'
import { ModeCell } from '../tags/mode-pill.tsx'
import { useTerms } from '../tags/use-terms.ts'
import { goToStep } from './welcome-step.ts'

/** Tracks looked at for the first results, and how many of them are shown. */
const lookedAt = 200
const most = 6

/** What was found so far, while the rest runs. */
export function ResultsStep() {
  const { t } = useTranslation()
  const terms = useTerms()
  const counts = useStatus(({ folders, tracks, modeTracks, analysedTracks }) => ({
    folders,
    tracks,
    modeTracks,
    analysedTracks,
  }))
  const tracks = useQuery(
    queries.track.list.queryOptions({ input: { sort: 'addedAt', limit: lookedAt } }),
  ).data?.rows
  const first = firstResults(tracks ?? [])
  if (!counts) return null
  if (counts.folders === 0)
    return (
      <div className="welcome-none">
        <p>{t('welcome.results.noFolder')}</p>
        <Button onPress={() => goToStep('folders')}>{t('welcome.folders.title')}</Button>
      </div>
    )
  return (
    <>
      <ul className="welcome-counts number" aria-live="polite">
        <li>{t('welcome.results.tracks', shownCount(counts.tracks))}</li>
        <li>{t('welcome.results.heard', shownCount(counts.modeTracks))}</li>
        <li>{t('welcome.results.analysed', shownCount(counts.analysedTracks))}</li>
      </ul>
      <FirstAnalysis />
      {first.length > 0 ? (
        <PlayListContext value={first.map(({ id }) => id)}>
          <ul className="welcome-tracks" aria-label={t('welcome.results.first')}>
            {first.map((track, index) => (
              <li key={track.id}>
                <PlayButton track={track} index={index} inTabOrder />
                <span className="clip welcome-track">{track.title}</span>
                <span className="clip soft welcome-track">{track.artist}</span>
                <ModeCell t={t} track={track} terms={terms} />
              </li>
            ))}
          </ul>
        </PlayListContext>
      ) : (
        <p className="soft">{t('welcome.results.soon')}</p>
      )}
    </>
  )
}

/** Those whose mode is known come first. */
function firstResults(tracks: readonly TrackRow[]): TrackRow[] {
  const known = tracks.filter(({ modeTags }) => modeTags.length > 0)
  const rest = tracks.filter(({ modeTags }) => modeTags.length === 0)
  return [...known, ...rest].slice(0, most)
}

function shownCount(count: number) {
  return { count, shown: formatCount(count) }
}
