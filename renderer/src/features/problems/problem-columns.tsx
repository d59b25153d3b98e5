import type { TFunction } from 'i18next'
import type { ProblemRow } from '../../../../contract/problems.ts'
import { formatTime } from '../../format.ts'
import { IconButton } from '../../ui/button.tsx'
import type { Column } from '../../ui/grid/column.ts'

export function problemColumns(t: TFunction, retry: (id: number) => void): Column<ProblemRow>[] {
  return [
    {
      key: 'file',
      header: t('problems.file'),
      width: 150,
      grow: 2,
      cell: (row) => {
        const cut = Math.max(row.path.lastIndexOf('/'), row.path.lastIndexOf('\\')) + 1
        return (
          <span className="problem-words" title={row.path}>
            <span className="clip problem-name">{row.path.slice(cut)}</span>
            <span className="clip small soft">{row.path.slice(0, cut)}</span>
          </span>
        )
      },
    },
    {
      key: 'what',
      header: t('problems.what'),
      width: 170,
      grow: 3,
      drop: 4,
      cell: (row) => (
        <span className="problem-words" title={row.message}>
          <span className="clip problem-name">{t(`problemCode.${row.code}`)}</span>
          <span className="small soft problem-message">{row.message}</span>
        </span>
      ),
    },
    {
      key: 'stage',
      header: t('problems.stage'),
      width: 110,
      drop: 3,
      cell: (row) => t(`problems.stages.${row.stage}`),
    },
    {
      key: 'attempts',
      header: t('problems.attempts'),
      width: 76,
      drop: 1,
      align: 'end',
      cell: (row) => row.attempts,
    },
    {
      key: 'at',
      header: t('problems.when'),
      width: 150,
      drop: 2,
      cell: (row) => <span className="small soft">{formatTime(row.at)}</span>,
    },
    {
      key: 'retry',
      header: t('problems.retry'),
      hideHeader: true,
      width: 32,
      cell: (row) => (
        <IconButton
          icon="retry"
          size={16}
          label={t('problems.retryOne', { path: row.path })}
          onPress={() => retry(row.id)}
        />
      ),
    },
  ]
}
