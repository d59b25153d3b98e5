import { type EvaluatedRow, type Evaluation, type Figures, figureNames } from '../evaluation.ts'
import { deviationWords, figureTitles, percent, rowTitle, spread, tracksOf } from './words.ts'

const NAME_WIDTH = 44
const CELL_WIDTH = 14

function line(title: string, cells: readonly string[]): string {
  return `${title.padEnd(NAME_WIDTH)}${cells.map((cell) => cell.padStart(CELL_WIDTH)).join('')}`
}

function table(title: string, rows: readonly string[]): string[] {
  return [
    '',
    line(
      title,
      figureNames.map((name) => figureTitles[name]),
    ),
    ...rows,
  ]
}

const figureCells = (figures: Figures) => figureNames.map((name) => spread(figures[name]))

/** The row with all layers of the first encoder: what is told in detail. */
export function mainRow({ rows }: Evaluation): EvaluatedRow | undefined {
  return rows.find(({ layer }) => layer === null) ?? rows[0]
}

/** An evaluation in plain lines: percent, mean and deviation over the seeds. */
export function textReport(evaluation: Evaluation): string {
  const { parts, tags, seeds, rows, benchmark } = evaluation
  const main = mainRow(evaluation)
  return [
    `${parts.train} tracks learnt from, ${parts.validation} chosen by, ${parts.test} tested; ${tags.length} tags; ${seeds.length === 1 ? '1 seed' : `${seeds.length} seeds`}. Percent.`,
    deviationWords(evaluation),
    ...table(
      'Mean over the tags that define it',
      rows.map((row) => line(rowTitle(row), figureCells(row.overDefined))),
    ),
    ...table(
      'As scikit-learn says it',
      rows.map((row) => line(rowTitle(row), figureCells(row.scikitLearn))),
    ),
    ...(benchmark
      ? table(
          `Published for ${benchmark.name}`,
          benchmark.published.map((row) =>
            line(
              row.encoder,
              figureNames.map((name) => percent(row[name])),
            ),
          ),
        )
      : []),
    ...(main
      ? [
          '',
          line(`Tags, by ${rowTitle(main)}`, ['ROC-AUC', 'mean prec.', 'F1', 'tracks']),
          ...main.perTag.map((tag) =>
            line(tag.tag, [
              spread(tag.rocAuc),
              spread(tag.averagePrecision),
              spread(tag.f1),
              tracksOf(tag.positives),
            ]),
          ),
          ...main.choices.map(
            ({ category, tags: among, accuracy }) =>
              `\nOf ${among.length} tags of ${category} the right one scores highest for ${spread(accuracy)} % of the tracks that have one.`,
          ),
        ]
      : []),
  ].join('\n')
}
