import './problems.css'
import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProblemRow } from '../../../../contract/problems.ts'
import { engine, queries } from '../../client.ts'
import { failureOf, tellFailure } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Grid } from '../../ui/grid/grid.tsx'
import { useSelection } from '../../ui/grid/list-state.ts'
import { toast } from '../../ui/toast.tsx'
import { pageSize, pagesBetween, rowOf } from '../library/pages.ts'
import { problemColumns } from './problem-columns.tsx'

const list = 'problems'

function pageOptions(page: number) {
  return queries.problems.list.queryOptions({
    input: { offset: page * pageSize, limit: pageSize },
    placeholderData: keepPreviousData,
  })
}

export function ProblemsPage() {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const [visible, setVisible] = useState({ first: 0, last: 0 })
  const head = useQuery(pageOptions(0))
  const wanted = pagesBetween(visible.first, visible.last).filter((page) => page > 0)
  const fetched = useQueries({ queries: wanted.map(pageOptions) })
  const pages = new Map<number, readonly ProblemRow[]>()
  if (head.data) pages.set(0, head.data.rows)
  wanted.forEach((page, index) => {
    const rows = fetched[index]?.data?.rows
    if (rows) pages.set(page, rows)
  })
  const total = head.data?.total ?? 0
  const selection = useSelection(list)
  const onVisible = useCallback((first: number, last: number) => setVisible({ first, last }), [])

  const retry = useCallback(
    async (ids: readonly number[] | undefined) => {
      try {
        const { retried } = await engine.problems.retry(ids ? { ids: [...ids] } : {})
        toast({ title: t('problems.retrying', { count: retried }) })
        await cache.invalidateQueries({ queryKey: queries.problems.key() })
      } catch (error) {
        tellFailure(error)
      }
    },
    [cache, t],
  )
  const columns = useMemo(() => problemColumns(t, (id) => void retry([id])), [t, retry])

  return (
    <section className="page" aria-labelledby="problems-title">
      <header className="page-head">
        <h1 id="problems-title">{t('problems.name')}</h1>
        <p className="soft number" aria-live="polite">
          {head.data && t('problems.count', { count: total, shown: formatCount(total) })}
        </p>
        <span className="page-space" />
        {selection.keys.size > 0 && total > 0 && (
          <Button icon="retry" onPress={() => void retry([...selection.keys])}>
            {t('problems.retrySelected', { count: selection.keys.size })}
          </Button>
        )}
        <Button icon="retry" isDisabled={total === 0} onPress={() => void retry(undefined)}>
          {t('problems.retryAll')}
        </Button>
      </header>
      <div className="page-fill">
        {head.error ? (
          <EmptyState icon="problems" title={failureOf(head.error).title}>
            <p>{failureOf(head.error).detail}</p>
          </EmptyState>
        ) : head.data && total === 0 ? (
          <EmptyState icon="check" title={t('problems.none')}>
            <p>{t('problems.noneHint')}</p>
          </EmptyState>
        ) : (
          <Grid
            list={list}
            label={t('problems.table')}
            view={list}
            className="problem-grid"
            columns={columns}
            rowHeight={64}
            count={total}
            rowAt={(index) => rowOf(pages, index)}
            keyOf={(row) => row.id}
            allKeys={async () => [...pages.values()].flat().map((row) => row.id)}
            onVisible={onVisible}
          />
        )}
      </div>
    </section>
  )
}
