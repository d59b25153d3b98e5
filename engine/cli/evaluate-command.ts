import { setImmediate } from 'node:timers/promises'
import { problem } from '../../contract/problem.ts'
import {
  type Accuracy,
  evaluateModes,
  type ModeEvaluation,
  nameOf,
  readPitchDataset,
} from '../mode/evaluate-modes.ts'
import { type ModeModel, modeModel, noLessons, readBaseTemplates } from '../mode/mode-model.ts'
import { readVocabularies } from '../tags/vocabularies.ts'
import { exitCode, type Output } from './context.ts'
import { progressLine } from './progress-line.ts'
import { userPath } from './user-path.ts'
import { count } from './words.ts'

const MOST_CONFUSIONS = 15

/** `75.7 %`, as wide as 100.0 %. */
function share(value: number): string {
  return `${(value * 100).toFixed(1)} %`.padStart(7)
}

function accuracyLine(title: string, { top1, top3, macroF1, tonic }: Accuracy): string {
  return `${title.padEnd(34)}${[top1, top3, macroF1, tonic].map((value) => `  ${share(value)}`).join('')}`
}

function evaluationWords(evaluation: ModeEvaluation, model: ModeModel): string {
  const { ends, whole, calibration, confusions, perMakam } = evaluation
  return [
    count(ends.unknownTonic.recordings, 'recording'),
    '',
    `${''.padEnd(34)}    first    of 3   mean F1    tonic`,
    accuracyLine('First and last 60 s', ends.unknownTonic),
    accuracyLine('First and last 60 s, tonic known', ends.knownTonic),
    accuracyLine('All of each', whole.unknownTonic),
    accuracyLine('All of each, tonic known', whole.knownTonic),
    '',
    'Answers of at least a probability, by the first and last 60 s, tonic unknown:',
    '   from  answered    right  mean probability',
    ...calibration.map(
      ({ from, coverage, precision, confidence }) =>
        `${share(from)}   ${share(coverage)}  ${share(precision)}  ${share(confidence).padStart(16)}`,
    ),
    '',
    'Most frequent confusions:',
    ...confusions
      .slice(0, MOST_CONFUSIONS)
      .map(
        ({ makam, answer, recordings }) =>
          `${String(recordings).padStart(5)}  ${nameOf(model, makam)}, taken for ${nameOf(model, answer)}`,
      ),
    '',
    'Found of each makam, and right where it was answered:',
    ...perMakam.map(
      ({ makam, recordings, recall, precision }) =>
        `${share(recall)}  ${share(precision)}  ${nameOf(model, makam)} (${recordings})`,
    ),
  ].join('\n')
}

/**
 * Judges the makam classifier, as the app brings it, on a dataset of pitch tracks. Problems: those of
 * `readPitchDataset`, `cancelled`.
 */
export async function evaluate(
  output: Output,
  index: string,
  modelsFolder: string,
): Promise<number> {
  const vocabularies = readVocabularies(modelsFolder)
  const model = modeModel(readBaseTemplates(modelsFolder, vocabularies), noLessons)
  const recordings = readPitchDataset(userPath(index), model)
  const line = progressLine('Evaluating', output.json)
  const evaluation = await evaluateModes(recordings, model, async (share) => {
    line.show(Math.round(share * 100), 100, '')
    // Lets a signal through.
    await setImmediate()
    if (output.signal.aborted) throw problem('cancelled', 'Cancelled.')
  }).finally(line.end)
  output.print(evaluation, evaluationWords(evaluation, model))
  return exitCode.done
}
