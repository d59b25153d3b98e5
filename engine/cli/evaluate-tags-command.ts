import { evaluateHeads } from '../datasets/evaluate-heads.ts'
import type { Evaluation } from '../datasets/evaluation.ts'
import { htmlReport } from '../datasets/report/html-report.ts'
import { textReport } from '../datasets/report/text-report.ts'
import { taskOf } from '../datasets/task.ts'
import { readVocabularies } from '../tags/vocabularies.ts'
import { exitCode, type Output } from './context.ts'
import { datasetFor, findingWords } from './dataset-command.ts'
import {
  embedDataset,
  type LearningHost,
  type LearningOptions,
  trainingOptionsOf,
  windowsOf,
} from './embed-dataset.ts'
import { progressLine } from './progress-line.ts'
import { userPath } from './user-path.ts'
import { writeResult } from './write-result.ts'

export interface EvaluateTagsOptions extends LearningOptions {
  seeds: number
  layers?: boolean
  html?: string
}

/** How each split came to be, in words. */
const splitWords = {
  given: 'as the list says; where it says nothing, artists, albums and works are kept apart',
  groups: 'artists, albums and works are kept apart',
  random: 'by chance alone',
}

/**
 * Trains heads on a dataset with several seeds and judges them by its test tracks. Problems: those of `openDataset`,
 * `embedTracks` and `evaluateHeads`.
 */
export async function evaluateTags(
  output: Output,
  folder: string,
  list: string,
  options: EvaluateTagsOptions,
  host: LearningHost,
): Promise<number> {
  const { dataset, benchmark } = datasetFor(folder, list, options, host.modelsFolder)
  const embedded = await embedDataset(dataset, options, host, output)
  const seeds = Array.from({ length: options.seeds }, (_, i) => i + 1)
  const task = taskOf(dataset, embedded, options.split, seeds)
  const training = trainingOptionsOf(options)
  const line = progressLine('Training', output.json)
  const rows = await evaluateHeads(
    task,
    embedded,
    {
      seeds,
      layers: options.layers === true,
      oneOf: options.oneOf ?? [],
      options: { ...training, seed: 0 },
      vocabularies: readVocabularies(host.modelsFolder).all,
      version: host.version,
    },
    { signal: output.signal, onProgress: line.show },
  ).finally(line.end)
  const partSize = (part: string) => task.splits[0]?.filter((one) => one === part).length ?? 0
  const evaluation: Evaluation = {
    folder: dataset.folder,
    list: userPath(list),
    form: dataset.form,
    at: Date.now(),
    version: host.version,
    seeds,
    split: splitWords[options.split],
    splitBySeed: task.splitBySeed,
    windows: windowsOf(options),
    aggregation: training.aggregation,
    hidden: training.learner === 'closed-form' ? null : training.hidden,
    learner: training.learner,
    parts: {
      train: partSize('train'),
      validation: partSize('validation'),
      test: partSize('test'),
    },
    tags: task.tags,
    benchmark: benchmark
      ? { id: benchmark.id, name: benchmark.name, published: benchmark.published }
      : null,
    rows,
    findings: [
      ...dataset.findings,
      ...embedded.flatMap(({ findings }) => findings),
      ...task.findings,
    ],
  }
  const { findings } = evaluation
  if (options.html !== undefined)
    await writeResult(userPath(options.html), htmlReport(evaluation), 'html')
  output.print(
    evaluation,
    [
      textReport(evaluation),
      ...(findings.length > 0 ? ['', ...findingWords(findings)] : []),
      ...(options.html === undefined ? [] : ['', `Written: ${userPath(options.html)}`]),
    ].join('\n'),
  )
  return findings.length > 0 ? exitCode.withProblems : exitCode.done
}
