import { escaped } from '../../mode/svg-elements.ts'
import type { PublishedRow } from '../benchmarks.ts'
import {
  type EvaluatedChoice,
  type EvaluatedRow,
  type Evaluation,
  type Figures,
  figureNames,
} from '../evaluation.ts'
import { categoryOf } from '../head-tags.ts'
import { dotPlot, layerPlot } from './plots.ts'
import { style } from './style.ts'
import { mainRow } from './text-report.ts'
import { deviationWords, figureTitles, percent, rowTitle, spread, tracksOf } from './words.ts'

/**
 * A table with its caption; the first cell of each row is its header. Without titles, what each row is called says all.
 * `kind` is `figures`, or `words` for sentences in the cells.
 */
function table(
  caption: string,
  titles: readonly string[],
  rows: readonly string[][],
  kind: 'figures' | 'words' = 'figures',
): string {
  const head = titles.map((title) => `<th scope="col">${escaped(title)}</th>`).join('')
  const body = rows
    .map(([first = '', ...cells]) => {
      const values = cells.map((cell) => `<td>${escaped(cell)}</td>`).join('')
      return `<tr><th scope="row">${escaped(first)}</th>${values}</tr>`
    })
    .join('\n')
  return scrolled(
    caption,
    `<table class="${kind}"><caption>${escaped(caption)}</caption>${head && `<thead><tr>${head}</tr></thead>`}<tbody>\n${body}\n</tbody></table>`,
  )
}

/** What may be wider than the page, and is then reached by keyboard too. */
function scrolled(name: string, content: string): string {
  return `<div class="scroll" role="region" tabindex="0" aria-label="${escaped(name)}">${content}</div>`
}

function figure(caption: string, plot: string): string {
  return `<figure><figcaption>${escaped(caption)}</figcaption>${scrolled(`Plot: ${caption}`, plot)}</figure>`
}

function section(title: string, ...parts: string[]): string {
  return `<section><h2>${escaped(title)}</h2>\n${parts.join('\n')}\n</section>`
}

const paragraph = (words: string) => `<p>${escaped(words)}</p>`

const columnTitles = ['Encoder', ...figureNames.map((name) => figureTitles[name])]

function figureTable(caption: string, rows: EvaluatedRow[], pick: (row: EvaluatedRow) => Figures) {
  return table(
    caption,
    columnTitles,
    rows.map((row) => [rowTitle(row), ...figureNames.map((name) => spread(pick(row)[name]))]),
  )
}

/** Each encoder with what was published of it below, then what was published of others. */
function withPublished(
  rows: readonly EvaluatedRow[],
  published: readonly PublishedRow[],
): string[][] {
  const cellsOf = (row: PublishedRow) => [
    `${row.encoder}, published`,
    ...figureNames.map((name) => percent(row[name])),
  ]
  const isHere = ({ encoder }: PublishedRow) => rows.some((row) => row.encoder === encoder)
  return [
    ...rows.flatMap((row) => [
      [rowTitle(row), ...figureNames.map((name) => spread(row.overDefined[name]))],
      ...published.filter(({ encoder }) => encoder === row.encoder).map(cellsOf),
    ]),
    ...published.filter((row) => !isHere(row)).map(cellsOf),
  ]
}

function comparison({ rows, benchmark }: Evaluation): string {
  const published = benchmark?.published ?? []
  const whole = rows.filter(({ layer }) => layer === null)
  const plots = figureNames.map((name) => {
    const values = whole.map((row) => ({
      name: row.encoder,
      value: row.overDefined[name],
      published: published.find(({ encoder }) => encoder === row.encoder)?.[name] ?? null,
    }))
    const title = figureTitles[name]
    return figure(
      `${title}${published.length > 0 ? ' (diamonds: published)' : ''}`,
      dotPlot(title, values, 0),
    )
  })
  return section(
    'Encoders',
    table(
      'Mean over the tags for which a figure is defined; percent, mean ± deviation over the seeds',
      columnTitles,
      withPublished(whole, published),
    ),
    ...(benchmark
      ? [
          paragraph(
            `Published are the means of five seeds on the model cards, for ${benchmark.name}; how their tracks were cut and split is known in outline only.`,
          ),
        ]
      : []),
    `<div class="plots">${plots.join('')}</div>`,
    figureTable('As scikit-learn says it', whole, (row) => row.scikitLearn),
    table(
      'F1 with the thresholds found on validation',
      ['Encoder', 'micro-F1', 'macro-F1'],
      whole.map((row) => [
        rowTitle(row),
        spread(row.calibrated.f1Micro),
        spread(row.calibrated.f1Macro),
      ]),
    ),
  )
}

function layers({ rows }: Evaluation): string {
  const single = rows.filter(({ layer }) => layer !== null)
  const weighted = rows.filter(({ layerShares }) => layerShares !== null)
  const lines = [...Map.groupBy(single, ({ encoder }) => encoder)].map(([name, own]) => ({
    name,
    values: own.map(({ layer, overDefined }) => ({ layer: layer ?? 0, value: overDefined.rocAuc })),
  }))
  const counts = table(
    'How much each layer counts where all do, percent',
    ['Layer', ...weighted.map(rowTitle)],
    (weighted[0]?.layerShares ?? []).map((_, layer) => [
      `layer ${layer}`,
      ...weighted.map(({ layerShares }) => percent(layerShares?.[layer] ?? null)),
    ]),
  )
  if (single.length === 0) return section('Layers', counts)
  return section(
    'Layers',
    figure('ROC-AUC of each layer by itself', layerPlot('ROC-AUC by layer', lines)),
    counts,
    figureTable(
      'Each layer by itself; mean over the tags for which a figure is defined',
      single,
      (row) => row.overDefined,
    ),
  )
}

function tags(row: EvaluatedRow): string {
  return section(
    `Tags, by ${rowTitle(row)}`,
    figure(
      'ROC-AUC of each tag',
      dotPlot(
        'ROC-AUC of each tag',
        row.perTag.map(({ tag, rocAuc }) => ({ name: tag, value: rocAuc, published: null })),
        0,
      ),
    ),
    table(
      'Percent, mean ± deviation over the seeds; a tag is said from 0.5 on, calibrated from the threshold found on validation on',
      [
        'Tag',
        'with',
        'without',
        'ROC-AUC',
        'mean precision',
        'precision',
        'recall',
        'F1',
        'F1, calibrated',
      ],
      row.perTag.map((tag) => [
        tag.tag,
        tracksOf(tag.positives),
        tracksOf(tag.negatives),
        spread(tag.rocAuc),
        spread(tag.averagePrecision),
        spread(tag.precision),
        spread(tag.recall),
        spread(tag.f1),
        spread(tag.f1Calibrated),
      ]),
    ),
  )
}

/** Without its category, which the caption names. */
function nameOf(tag: string): string {
  const category = categoryOf(tag)
  return category === '' ? tag : tag.slice(category.length + 2)
}

function choice({ category, tags: among, table: counts, accuracy }: EvaluatedChoice): string {
  const rows = among.map((tag, row) => {
    const own = counts[row] ?? []
    const sum = own.reduce((total, n) => total + n, 0)
    const cells = own.map((n, column) => {
      const share = sum === 0 ? 0 : n / sum
      return `<td class="${column === row ? 'right' : 'wrong'}" style="--share:${(share * 100).toFixed(0)}%">${n}</td>`
    })
    return `<tr><th scope="row">${escaped(nameOf(tag))}</th>${cells.join('')}</tr>`
  })
  const head = among.map((tag) => `<th scope="col">${escaped(nameOf(tag))}</th>`).join('')
  const caption = `${category}: rows are what a track is, columns what scored highest, all seeds together; right for ${spread(accuracy)} % of the tracks that have exactly one`
  return scrolled(
    `Confusion of ${category}`,
    `<table class="figures confusion"><caption>${escaped(caption)}</caption><thead><tr><td></td>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`,
  )
}

function findings({ findings: found }: Evaluation): string {
  if (found.length === 0) return section('What was left out', paragraph('Nothing.'))
  return section(
    'What was left out',
    table(
      found.length === 1 ? '1 finding' : `${found.length} findings`,
      ['Place', 'What'],
      found.map(({ place, words }) => [place, words]),
      'words',
    ),
  )
}

function facts(evaluation: Evaluation): string {
  const { parts, seeds, split, splitBySeed, windows, aggregation, hidden, learner, form, list } =
    evaluation
  const rows = [
    ['List', `${list} (${form})`],
    [
      'Tracks',
      `${parts.train} to learn from, ${parts.validation} to choose by, ${parts.test} to test${splitBySeed ? ', with the first seed' : ''}`,
    ],
    ['Tags', String(evaluation.tags.length)],
    ['Split', split],
    ['Seeds', `${seeds.join(', ')}. ${deviationWords(evaluation)}`],
    [
      'Heard of each track',
      windows === null ? 'all of it' : `${windows} windows of 5 s, spread over it`,
    ],
    [
      'Head',
      `${aggregation}, ${hidden === null ? 'linear' : `hidden layer of ${hidden}`}, ${learner}`,
    ],
    ['Naghma', `${evaluation.version}, ${new Date(evaluation.at).toISOString()}`],
  ]
  return section('What was done', table('The evaluation', [], rows, 'words'))
}

/** What was found, in a sentence or two. */
function summary({ rows, tags: judged, parts, splitBySeed }: Evaluation): string {
  const best = rows
    .filter(({ layer }) => layer === null)
    .map((row) => `${rowTitle(row)} ${spread(row.overDefined.rocAuc)}`)
  const tracks = `${parts.test} tracks${splitBySeed ? ' of each split' : ''}`
  return `<p class="summary">${escaped(`${judged.length} tags, judged by ${tracks} that no head has learnt from. ROC-AUC in percent, mean ± deviation over the seeds: ${best.join('; ')}.`)}</p>`
}

/** An evaluation as one page that needs nothing else: no script, no font, no address is fetched. */
export function htmlReport(evaluation: Evaluation): string {
  const main = mainRow(evaluation)
  const title = `Evaluation of ${evaluation.benchmark?.name ?? evaluation.list}`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${summary(evaluation)}
${comparison(evaluation)}
${layers(evaluation)}
${main ? tags(main) : ''}
${main && main.choices.length > 0 ? section('What is taken for what', ...main.choices.map(choice)) : ''}
${findings(evaluation)}
${facts(evaluation)}
</main>
</body>
</html>
`
}
