import { rename, rm, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { ioProblem } from '../../contract/io-problem.ts'
import { judgeHead } from '../datasets/evaluate-heads.ts'
import { percent } from '../datasets/report/words.ts'
import { examplesOf, headTagsOf, taskOf } from '../datasets/task.ts'
import type { Head } from '../heads/head.ts'
import { writeHead } from '../heads/head-file.ts'
import { trainHead } from '../heads/train-head.ts'
import { readVocabularies } from '../tags/vocabularies.ts'
import { exitCode, type Output } from './context.ts'
import { datasetFor, findingWords } from './dataset-command.ts'
import {
  embedDataset,
  type LearningHost,
  type LearningOptions,
  trainingOptionsOf,
} from './embed-dataset.ts'
import { progressLine } from './progress-line.ts'
import { userPath } from './user-path.ts'
import { count } from './words.ts'

export interface TrainOptions extends LearningOptions {
  output: string
  seed: number
}

/** Beside its place and then renamed: a full disk leaves an older head as it was. */
async function writeHeadFile(path: string, head: Head): Promise<void> {
  const unfinished = `${path}.${process.pid}.part`
  try {
    await writeFile(unfinished, writeHead(head))
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw ioProblem(error, `${path} could not be written`, 'output')
  }
}

/**
 * Trains one head on a dataset, judges it by the tracks kept for that, and writes it. Problems: those of `openDataset`,
 * `embedTracks` and `trainHead`; those of `ioProblem`.
 */
export async function train(
  output: Output,
  folder: string,
  list: string,
  options: TrainOptions,
  host: LearningHost,
): Promise<number> {
  const { dataset } = datasetFor(folder, list, options, host.modelsFolder)
  const embedded = await embedDataset(dataset, options, host, output)
  const task = taskOf(dataset, embedded, options.split, [options.seed])
  const [heard] = embedded
  if (!heard) throw new Error('No model was named.')
  const examples = examplesOf(task, heard, null)(0)
  const { modelId, name, layers, hiddenSize } = heard.encoder
  const training = { ...trainingOptionsOf(options), seed: options.seed }
  const line = progressLine('Training', output.json)
  const head = await trainHead(
    examples,
    {
      encoder: { modelId, name, layers, hiddenSize },
      tags: headTagsOf(task.tags, options.oneOf ?? [], readVocabularies(host.modelsFolder).all),
      description: `${basename(userPath(list))} (${dataset.form}), ${count(task.tracks.length, 'track')}`,
      library: host.version,
    },
    training,
    {
      signal: output.signal,
      onEpoch: ({ epoch, validationRocAuc }) =>
        line.show(epoch, training.epochs, `ROC-AUC ${percent(validationRocAuc)}`),
    },
  ).finally(line.end)
  const path = userPath(options.output)
  await writeHeadFile(path, head)
  const hasTest = examples.split.includes('test')
  const test = hasTest ? judgeHead(head, examples, task.tags).raw.overDefined : null
  const findings = [...dataset.findings, ...heard.findings, ...task.findings]
  output.print(
    { file: path, tags: head.tags, trainedOn: head.trainedOn, test, findings },
    [
      `${count(head.tags.length, 'tag')} learnt from ${count(head.trainedOn.tracks, 'track')}.${test ? ` On tracks kept for the test: ROC-AUC ${percent(test.rocAuc)} %, mAP ${percent(test.map)} %.` : ''}`,
      ...head.tags.map(
        (tag) =>
          `${`${tag.vocabulary}: ${tag.name}`.padEnd(44)}${`ROC-AUC ${percent(tag.rocAuc)}`.padStart(16)}${tag.threshold === null ? '  is never said: nothing was certain enough' : ''}`,
      ),
      ...(findings.length > 0 ? ['', ...findingWords(findings)] : []),
      '',
      `Written: ${path}`,
    ].join('\n'),
  )
  return findings.length > 0 ? exitCode.withProblems : exitCode.done
}
