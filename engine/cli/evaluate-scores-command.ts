import { judgeScores, type ScoresJudged } from '../datasets/scores.ts'
import { exitCode, type Output } from './context.ts'
import { userPath } from './user-path.ts'
import { count } from './words.ts'

function share(value: number | null): string {
  return value === null ? 'undefined' : `${(value * 100).toFixed(1)} %`
}

function line(title: string, ...values: (number | null)[]): string {
  return `${title.padEnd(34)}${values.map((value) => share(value).padStart(12)).join('')}`
}

function words({
  tracks,
  tags,
  scikitLearn,
  overDefined,
  perTag,
  confusion,
}: ScoresJudged): string {
  return [
    `${count(tracks, 'track')}, ${count(tags.length, 'tag')}`,
    '',
    `${''.padEnd(34)}${['ROC-AUC', 'mAP', 'micro F1', 'macro F1'].map((title) => title.padStart(12)).join('')}`,
    line(
      'As scikit-learn says it',
      scikitLearn.rocAucMacro,
      scikitLearn.averagePrecisionMacro,
      scikitLearn.f1Micro,
      scikitLearn.f1Macro,
    ),
    line(
      'Mean over the tags that define it',
      overDefined.rocAuc,
      overDefined.map,
      scikitLearn.f1Micro,
      overDefined.f1Macro,
    ),
    '',
    `${''.padEnd(34)}${['ROC-AUC', 'mean prec.', 'F1', 'tracks'].map((title) => title.padStart(12)).join('')}`,
    ...perTag.map((tag, i) =>
      [
        line(tags[i] ?? '', tag.rocAuc, tag.averagePrecision, tag.f1),
        String(tag.positives).padStart(12),
      ].join(''),
    ),
    ...(confusion ? ['', `The right tag scores highest for ${share(confusion.accuracy)}.`] : []),
  ].join('\n')
}

/** Judges scores that another program wrote. Problems: those of `judgeScores`. */
export async function evaluateScores(
  output: Output,
  { truth, scores }: { truth: string; scores: string },
): Promise<number> {
  const judged = judgeScores(userPath(truth), userPath(scores))
  output.print(judged, words(judged))
  return exitCode.done
}
