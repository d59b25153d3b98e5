import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../cli/fixtures/run-cli.ts'
import { fixtureJson } from '../sound/test-fixtures.ts'
import type { Confusion } from './confusion.ts'
import { taskMetrics } from './metrics.ts'
import { judgeScores, type ScoresJudged } from './scores.ts'

type Refusal = { raises: string }

interface Golden {
  name: string
  kind: 'multilabel' | 'multiclass'
  y_true: number[][] | number[]
  y_score: number[][]
  per_class: {
    roc_auc?: (number | null)[]
    roc_auc_ovr?: (number | null)[]
    average_precision: (number | null)[]
    support: number[]
    f1_zero_division_0?: number[]
    f1?: number[]
    precision?: number[]
    recall?: number[]
  }
  macro_over_defined: { roc_auc: number; map: number; n_defined_auc: number; n_defined_ap: number }
  sklearn: Record<string, number | Refusal>
  confusion_matrix?: number[][]
}

const { cases } = fixtureJson<{ cases: Golden[] }>('metrics/metrics.json')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-scores-'))
})
afterAll(() => rm(folder, { recursive: true }))

function oneHot(truth: readonly (number[] | number)[], tags: number): number[][] {
  return truth.map((row) =>
    typeof row === 'number' ? Array.from({ length: tags }, (_, tag) => Number(tag === row)) : row,
  )
}

function tableOf(rows: readonly number[][]): string {
  const header = ['track', ...(rows[0] ?? []).map((_, tag) => `tag ${tag}`)]
  return [header, ...rows.map((row, i) => [`track ${i}`, ...row])]
    .map((cells) => cells.join(','))
    .join('\n')
}

/** The files of a golden case. */
async function written({ name, y_true, y_score }: Golden): Promise<[string, string]> {
  const files: [string, string] = [
    join(folder, `${name} truth.csv`),
    join(folder, `${name} scores.csv`),
  ]
  await writeFile(files[0], tableOf(oneHot(y_true, y_score[0]?.length ?? 0)))
  await writeFile(files[1], tableOf(y_score))
  return files
}

function expectNear(value: number | null | undefined, golden: number | Refusal | null | undefined) {
  if (golden === null || golden === undefined || typeof golden === 'object')
    expect(value).toBeNull()
  else expect(value).toBeCloseTo(golden, 12)
}

function expectGolden(judged: ScoresJudged, golden: Golden): void {
  const { per_class, macro_over_defined, sklearn } = golden
  for (const [i, tag] of judged.perTag.entries()) {
    expectNear(tag.rocAuc, (per_class.roc_auc ?? per_class.roc_auc_ovr)?.[i])
    expectNear(tag.averagePrecision, per_class.average_precision[i])
    expect(tag.positives).toBe(per_class.support[i])
    if (per_class.f1_zero_division_0) expectNear(tag.f1, per_class.f1_zero_division_0[i])
  }
  expectNear(judged.overDefined.rocAuc, macro_over_defined.roc_auc)
  expectNear(judged.overDefined.map, macro_over_defined.map)
  expect(judged.overDefined).toMatchObject({
    rocAucTags: macro_over_defined.n_defined_auc,
    mapTags: macro_over_defined.n_defined_ap,
  })
  const named = {
    roc_auc_macro: judged.scikitLearn.rocAucMacro,
    average_precision_macro: judged.scikitLearn.averagePrecisionMacro,
    average_precision_macro_onehot: judged.scikitLearn.averagePrecisionMacro,
    roc_auc_micro: judged.scikitLearn.rocAucMicro,
    average_precision_micro: judged.scikitLearn.averagePrecisionMicro,
    ...(golden.kind === 'multilabel' && {
      f1_micro: judged.scikitLearn.f1Micro,
      f1_macro: judged.scikitLearn.f1Macro,
    }),
  }
  for (const [name, value] of Object.entries(named))
    if (name in sklearn) expectNear(value, sklearn[name])
  if (golden.confusion_matrix) expectConfusion(judged.confusion, golden)
}

function expectConfusion(confusion: Confusion | null, { sklearn, per_class, ...golden }: Golden) {
  expect(confusion?.table).toEqual(golden.confusion_matrix)
  expectNear(confusion?.accuracy, sklearn.accuracy)
  expectNear(confusion?.accuracy, sklearn.f1_micro)
  expectNear(confusion?.balancedAccuracy, sklearn.balanced_accuracy)
  expectNear(confusion?.f1Macro, sklearn.f1_macro_all_labels)
  expectNear(confusion?.f1MacroOccurring, sklearn.f1_macro_default_labels)
  for (const [i, tag] of (confusion?.perTag ?? []).entries()) {
    expectNear(tag.precision, per_class.precision?.[i])
    expectNear(tag.recall, per_class.recall?.[i])
    expectNear(tag.f1, per_class.f1?.[i])
  }
}

test.each(cases.map((golden) => [golden.name, golden] as const))(
  'scores are judged as scikit-learn does: %s',
  async (_, golden) => expectGolden(judgeScores(...(await written(golden))), golden),
)

test('the command judges the goldens alike', async () => {
  const golden = cases.find(({ name }) => name === 'mc_class_without_positives')
  if (!golden) throw new Error('No such golden case.')
  const [truth, scores] = await written(golden)
  const args = ['evaluate', 'scores', '--truth', truth, '--scores', scores]
  const { code, out } = await runCli([...args, '--json'], folder)
  expect(code).toBe(0)
  expectGolden(JSON.parse(out), golden)
  expect((await runCli(args, folder)).out).toContain('undefined')
})

describe('tables that do not fit are refused with the place', () => {
  const truth = 'track,a,b\none,1,0\ntwo,0,1\n'
  test.each([
    ['a number that is none', 'track,a,b\none,0.1,nan\ntwo,0.3,0.2\n', 'line 2, “b”: “nan”'],
    ['an empty cell', 'track,a,b\none,0.1,0.2\ntwo,,0.2\n', 'line 3, “a”: “”'],
    ['a short row', 'track,a,b\none,0.1\ntwo,0.1,0.2\n', 'line 2, “b”'],
    ['a track twice', 'track,a,b\none,0,0\none,0,0\ntwo,0,0\n', 'line 3: “one” stands on line 2'],
    ['an unknown track', 'track,a,b\none,0,0\nthree,0,0\ntwo,0,0\n', '“three”'],
    ['a missing track', 'track,a,b\none,0,0\n', '“two” (truth.csv, line 3)'],
    ['a missing tag', 'track,a\none,0\ntwo,0\n', 'the tag “b” of truth.csv'],
    ['nothing', '', 'needs a header'],
  ])('%s', async (_, scores, words) => {
    await writeFile(join(folder, 'truth.csv'), truth)
    await writeFile(join(folder, 'scores.csv'), scores)
    expect(() => judgeScores(join(folder, 'truth.csv'), join(folder, 'scores.csv'))).toThrow(words)
  })
})

test('what is not known counts neither way', () => {
  const known = taskMetrics(Int8Array.of(1, 0, 1), [0.9, 0.2, 0.4], [0.5])
  const some = taskMetrics(Int8Array.of(1, 0, -1, 1), [0.9, 0.2, 0.99, 0.4], [0.5])
  expect(some).toEqual(known)
})

test('a tag without a threshold is never said', () => {
  const { perTag } = taskMetrics(Int8Array.of(1, 0), [0.9, 0.2], [null])
  expect(perTag[0]).toMatchObject({ hits: 0, misses: 1, f1: 0, rocAuc: 1 })
})
