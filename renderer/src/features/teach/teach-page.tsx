import './teach.css'
import { useQuery } from '@tanstack/react-query'
import { type MouseEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeadSummary, Taught, Teaching } from '../../../../contract/head.ts'
import { queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { formatRoute, navigate, type Route } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useCommands } from '../commands/registry.ts'
import { ImportPackDialog } from '../packs/import-dialog.tsx'
import { PackCard } from '../packs/pack-card.tsx'
import { figureWords, Level, rocAucWords } from './figure.tsx'
import { Applying } from './learning.tsx'
import { RandomWeights } from './random-weights.tsx'
import { TaughtPage } from './taught-page.tsx'
import { TeachDialog } from './teach-dialog.tsx'
import { useSubjectName } from './use-subject-name.ts'

/** Everything that is taught, or one of it. */
export function TeachPage({ subject }: { subject: Taught | null }) {
  return subject === null ? (
    <AllTaught />
  ) : (
    <TaughtPage key={`${subject.vocabulary}/${subject.tag}`} subject={subject} />
  )
}

const noHeads: readonly HeadSummary[] = []
const noTracks: readonly number[] = []

function AllTaught() {
  const { t } = useTranslation()
  const taught = useQuery(queries.teach.list.queryOptions())
  const heads = useQuery(queries.head.list.queryOptions()).data ?? noHeads
  const packs = heads.filter(({ origin }) => origin === 'pack')
  const [asking, setAsking] = useState<'name' | 'pack'>()
  useCommands(
    useMemo(
      () => [
        {
          id: 'teach.begin',
          group: 'teach' as const,
          title: t('teach.begin'),
          run: () => setAsking('name'),
        },
        {
          id: 'pack.import',
          group: 'teach' as const,
          title: t('pack.import'),
          run: () => setAsking('pack'),
        },
      ],
      [t],
    ),
  )
  return (
    <section className="page page-scroll" aria-labelledby="teach-title">
      <header className="page-head">
        <h1 id="teach-title">{t('teach.name')}</h1>
        <span className="page-space" />
        <Button icon="import" onPress={() => setAsking('pack')}>
          {t('pack.import')}
        </Button>
        {taught.data && taught.data.length > 0 && (
          <Button variant="primary" icon="plus" onPress={() => setAsking('name')}>
            {t('teach.begin')}
          </Button>
        )}
      </header>
      <RandomWeights />
      {heads.length > 0 && (
        <div className="taught">
          <Applying />
        </div>
      )}
      {taught.error ? (
        <EmptyState icon="problems" title={failureOf(taught.error).title}>
          <p>{failureOf(taught.error).detail}</p>
        </EmptyState>
      ) : taught.data?.length === 0 ? (
        <EmptyState
          icon="teach"
          title={t('teach.nothing')}
          actions={
            <Button variant="primary" icon="teach" onPress={() => setAsking('name')}>
              {t('teach.begin')}
            </Button>
          }
        >
          <p>{t('teach.nothingHint')}</p>
        </EmptyState>
      ) : (
        <div className="taught">
          <ul className="taught-list">
            {taught.data?.map((teaching) => (
              <TaughtRow key={teaching.headId} teaching={teaching} />
            ))}
          </ul>
        </div>
      )}
      {packs.length > 0 && (
        <div className="taught">
          <h2>{t('teach.packs')}</h2>
          {packs.map((head) => (
            <PackCard key={head.id} head={head} />
          ))}
        </div>
      )}
      {asking === 'name' && (
        <TeachDialog trackIds={noTracks} onClose={() => setAsking(undefined)} />
      )}
      {asking === 'pack' && <ImportPackDialog onClose={() => setAsking(undefined)} />}
    </section>
  )
}

function TaughtRow({ teaching }: { teaching: Teaching }) {
  const { t } = useTranslation()
  const nameOf = useSubjectName()
  const { vocabulary, tag, figure, state, failure, confirmed, rejected, named } = teaching
  const number = figure && rocAucWords(t, figure)
  const to: Route = { page: 'teach', subject: { vocabulary, tag } }
  function go(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    navigate(to)
  }
  return (
    <li>
      <a className="card taught-row" href={formatRoute(to)} onClick={go}>
        <span className="taught-name">
          <strong>{nameOf({ vocabulary, tag })}</strong>
          {tag !== null && <span className="small soft">{t(`vocabulary.${vocabulary}`)}</span>}
        </span>
        <span className="taught-figure small">
          <Level figure={figure} /> {figureWords(t, figure)}{' '}
          {number && <span className="soft number">{t('teach.rocAucIs', { value: number })}</span>}
        </span>
        <span className="small soft number">
          {t('teach.counts', {
            confirmed: formatCount(confirmed),
            rejected: formatCount(rejected),
            named: formatCount(named),
          })}
        </span>
        {state !== 'idle' ? (
          <span className="small taught-state">{t(`teach.state.${state}`)}</span>
        ) : (
          failure && <span className="small taught-failure">{t('teach.failed')}</span>
        )}
      </a>
    </li>
  )
}
