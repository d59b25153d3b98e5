import '../similar/similar.css'
import '../tags/tags.css'
import './teach.css'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeadSummary, Taught, Teaching } from '../../../../contract/head.ts'
import type { TagRef } from '../../../../contract/tag.ts'
import { queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { browseRoute, navigate, teachRoute } from '../../route.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { everything } from '../browse/filter.ts'
import { ExportPackButton } from '../packs/export-button.tsx'
import { Figure } from './figure.tsx'
import { FindExample } from './find-example.tsx'
import { HeadVersions } from './head-versions.tsx'
import { JudgeCard } from './judge-card.tsx'
import { useJudgeKeys } from './judge-keys.ts'
import { LearnedTags } from './learned-tags.tsx'
import { Learning } from './learning.tsx'
import { RandomWeights } from './random-weights.tsx'
import { Ranking } from './ranking.tsx'
import { useHeadChanges } from './use-head-changes.ts'
import { useJudging } from './use-judging.ts'
import { useSubjectName } from './use-subject-name.ts'

/** What is taught: judging what teaches most, how good it is by now, and what it says of the library. */
export function TaughtPage({ subject }: { subject: Taught }) {
  const { t } = useTranslation()
  const nameOf = useSubjectName()
  const teaching = useQuery(queries.teach.get.queryOptions({ input: subject }))
  const heads = useQuery(queries.head.list.queryOptions())
  if (teaching.error)
    return (
      <EmptyState
        icon="teach"
        title={failureOf(teaching.error).title}
        actions={<Button onPress={() => navigate(teachRoute)}>{t('teach.toAll')}</Button>}
      >
        <p>{failureOf(teaching.error).detail}</p>
      </EmptyState>
    )
  if (!teaching.data) return <div className="page" aria-busy="true" />
  const head = heads.data?.find(({ id }) => id === teaching.data.headId)
  const { vocabulary, tag } = subject
  const name = nameOf(subject)
  return tag === null ? (
    <TaughtVocabulary name={name} teaching={teaching.data} head={head} />
  ) : (
    <TaughtTag name={name} tag={{ vocabulary, tag }} teaching={teaching.data} head={head} />
  )
}

interface TaughtProps {
  name: string
  teaching: Teaching
  head: HeadSummary | undefined
}

function TaughtTag({ tag, name, teaching, head }: TaughtProps & { tag: TagRef }) {
  const { t } = useTranslation()
  const judging = useJudging(tag)

  useJudgeKeys((act) => {
    if (act === 'undo' ? judging.judgedCount === 0 : !judging.asked) return false
    if (act === 'undo') judging.undo()
    else judging.judge(act)
    return true
  })
  return (
    <div className="page teach-page">
      <Head name={name} teaching={teaching}>
        <Button
          icon="browse"
          onPress={() => navigate({ ...browseRoute, filter: { ...everything, tags: [tag] } })}
        >
          {t('teach.browse')}
        </Button>
      </Head>
      <RandomWeights />
      <div className="teach-columns">
        <div className="teach-side">
          <JudgeCard name={name} judging={judging} />
          <section className="card teach-card" aria-labelledby="example-title">
            <h2 id="example-title">{t('teach.examplesTitle')}</h2>
            <FindExample tag={tag} name={name} onSaid={judging.passBy} />
            <p className="small soft">{t('teach.examplesHint')}</p>
          </section>
          <Figure figure={teaching.figure} />
          <Learning teaching={teaching} />
          <Versions head={head} name={name} />
        </div>
        <Ranking tag={tag} name={name} onSaid={judging.passBy} />
      </div>
    </div>
  )
}

function TaughtVocabulary({ name, teaching, head }: TaughtProps) {
  const { t } = useTranslation()
  return (
    <div className="page teach-page">
      <Head name={name} teaching={teaching} />
      <RandomWeights />
      <div className="teach-columns">
        <div className="teach-side">
          <Figure whole figure={teaching.figure} />
          <Learning teaching={teaching} />
          <Versions head={head} name={t(`vocabulary.${teaching.vocabulary}`)} />
        </div>
        <LearnedTags head={head} />
      </div>
    </div>
  )
}

function Head({
  name,
  teaching,
  children,
}: Pick<TaughtProps, 'name' | 'teaching'> & { children?: ReactNode }) {
  const { t } = useTranslation()
  const { forget } = useHeadChanges()
  const [forgetting, setForgetting] = useState(false)
  const { vocabulary, tag } = teaching
  return (
    <header className="page-head">
      <IconButton icon="back" label={t('teach.toAll')} onPress={() => navigate(teachRoute)} />
      <div className="page-words">
        <p className="small soft">
          {tag === null ? t('teach.name') : t(`vocabulary.${vocabulary}`)}
        </p>
        <h1 className="clip">{name}</h1>
      </div>
      {children}
      <IconButton icon="trash" label={t('teach.forget')} onPress={() => setForgetting(true)} />
      {forgetting && (
        <ConfirmDialog
          title={t('teach.forgetTitle', { name })}
          cancel={t('cancel')}
          confirm={t('teach.forgetConfirm')}
          onConfirm={() => {
            navigate(teachRoute)
            void forget({ vocabulary, tag })
          }}
          onClose={() => setForgetting(false)}
        >
          <p>{t('teach.forgetWords')}</p>
        </ConfirmDialog>
      )}
    </header>
  )
}

function Versions({ head, name }: Pick<TaughtProps, 'head' | 'name'>) {
  const { t } = useTranslation()
  if (!head || head.versions.length === 0) return null
  return (
    <section className="card teach-card" aria-labelledby="versions-title">
      <h2 id="versions-title">{t('teach.versions')}</h2>
      <p className="small soft">{t('teach.versionsWords')}</p>
      <HeadVersions head={head} />
      <div className="settings-buttons">
        <ExportPackButton head={head} name={name} />
      </div>
    </section>
  )
}
