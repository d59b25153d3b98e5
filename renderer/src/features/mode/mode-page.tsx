import './mode.css'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { TrackRow } from '../../../../contract/track.ts'
import { queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { libraryRoute, navigate } from '../../route.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PlayButton, PlayListContext } from '../similar/play-button.tsx'
import { TagEditor } from '../tags/tag-editor.tsx'
import { listen } from '../tracks/analyse.ts'
import { Heard } from './heard.tsx'
import { TonicForm } from './tonic-form.tsx'
import { TraditionChoice } from './tradition-choice.tsx'

/** What was heard of one track's mode, and everything a person can say about it. */
export function ModePage({ trackId }: { trackId: number }) {
  const { t } = useTranslation()
  const answer = useQuery(queries.mode.get.queryOptions({ input: { trackId } }))
  if (answer.error)
    return (
      <EmptyState
        icon="mode"
        title={failureOf(answer.error).title}
        actions={<Button onPress={() => navigate(libraryRoute)}>{t('playlist.toLibrary')}</Button>}
      >
        <p>{failureOf(answer.error).detail}</p>
      </EmptyState>
    )
  if (!answer.data) return null
  const { track, tradition, analysis } = answer.data
  return (
    <section className="page page-scroll" aria-labelledby="mode-title">
      <Head track={track} />
      <div className="mode-columns">
        <div className="mode-main">
          {analysis ? (
            <Heard track={track} unknown={tradition.tradition === null} analysis={analysis} />
          ) : (
            <NotHeard track={track} />
          )}
        </div>
        <div className="mode-side">
          <section className="card mode-card" aria-label={t('tags.name')}>
            <h2>{t('tags.name')}</h2>
            <TagEditor
              trackIds={[trackId]}
              without={withoutTradition}
              traditionKnown={tradition.tradition !== null}
            />
          </section>
          <TraditionChoice trackId={trackId} known={tradition} />
          {analysis?.tonic && (
            <TonicForm trackId={trackId} tonic={analysis.tonic} range={analysis.range} />
          )}
        </div>
      </div>
    </section>
  )
}

const withoutTradition = ['tradition'] as const

function Head({ track }: { track: TrackRow }) {
  const { t } = useTranslation()
  return (
    <header className="mode-head">
      <IconButton icon="back" label={t('mode.back')} onPress={() => history.back()} />
      {track.artwork && (
        <img
          className="seed-artwork"
          src={`/track/${track.id}/artwork`}
          alt=""
          width={56}
          height={56}
        />
      )}
      <PlayListContext value={[track.id]}>
        <PlayButton track={track} index={0} prominent />
      </PlayListContext>
      <div className="mode-who">
        <p className="small soft">{t('mode.name')}</p>
        <h1 id="mode-title">{track.title}</h1>
        <p className="soft">{[track.artist, track.album].filter(Boolean).join(' · ')}</p>
      </div>
      <div className="mode-actions">
        <Button
          icon="mode"
          isDisabled={track.obstacle !== null}
          onPress={() => navigate({ page: 'similar', trackIds: [track.id], blend: 1 })}
        >
          {t('mode.sameMode')}
        </Button>
        <Button
          icon="similar"
          onPress={() => navigate({ page: 'similar', trackIds: [track.id], blend: null })}
        >
          {t('track.soundsAlike')}
        </Button>
      </div>
    </header>
  )
}

/** Before it was listened to: how far that is, and how to have it done. */
function NotHeard({ track }: { track: TrackRow }) {
  const { t } = useTranslation()
  const state = track.mode === 'queued' || track.mode === 'running' ? 'waiting' : track.mode
  const shown = state === 'waiting' || state === 'problem' ? state : 'none'
  return (
    <section className="card" aria-label={t('mode.likely')}>
      <EmptyState
        icon={shown === 'problem' ? 'problems' : 'mode'}
        title={t(`mode.notHeard.${shown}`)}
        actions={
          shown === 'none' ? (
            <Button variant="primary" onPress={() => void listen([track.id])}>
              {t('mode.listenNow')}
            </Button>
          ) : shown === 'problem' ? (
            <Button onPress={() => navigate({ page: 'problems' })}>
              {t('similar.seeProblems')}
            </Button>
          ) : undefined
        }
      >
        <p>{t(`mode.notHeardHint.${shown}`)}</p>
      </EmptyState>
    </section>
  )
}
