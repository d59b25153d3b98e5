import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const figure = z.number().min(0).max(1).nullable()

/** What the model card of an encoder says of it on a dataset. Shares of 1; null where it says nothing. */
const publishedRow = z.object({
  encoder: z.string(),
  rocAuc: figure,
  map: figure,
  f1Micro: figure,
  f1Macro: figure,
})

export type PublishedRow = z.infer<typeof publishedRow>

/** A dataset that encoders were judged by, with the tags of that judgement. */
const benchmark = z.object({
  id: z.string(),
  name: z.string(),
  published: z.array(publishedRow),
  tags: z.array(z.string()),
})
export type Benchmark = z.infer<typeof benchmark>

/** Reads `benchmarks.json` of the models folder. Throws where it is absent or breaks the schema. */
export function readBenchmarks(modelsFolder: string): Benchmark[] {
  const text = readFileSync(join(modelsFolder, 'benchmarks.json'), 'utf8')
  return z.object({ datasets: z.array(benchmark) }).parse(JSON.parse(text)).datasets
}
