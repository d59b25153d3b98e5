/** `npm run bench`: every benchmark, or those named, as one JSON document on standard output. `--full` takes longer. */
import { availableParallelism, cpus, totalmem } from 'node:os'

const benches = [
  'encoder',
  'device',
  'decode',
  'pipeline',
  'pipeline-memory',
  'melody',
  'library',
  'similar',
  'modes',
  'heads',
  'teach',
  'engine-memory',
  'embeddings',
  'page',
  'gapless',
] as const
type Name = (typeof benches)[number]

interface BenchModule {
  bench(options: { full: boolean }): Promise<object>
}

async function load(name: Name): Promise<BenchModule> {
  return (await import(new URL(`./${name}.ts`, import.meta.url).href)) as BenchModule
}

const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const full = process.argv.includes('--full')
const unknown = asked.filter((name) => !benches.some((known) => known === name))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${benches.join(', ')}.`)
  process.exit(2)
}

const results: { [name: string]: object } = {
  machine: {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  },
}
for (const name of benches) {
  if (asked.length > 0 && !asked.includes(name)) continue
  console.error(`Measuring ${name}`)
  results[name] = await (await load(name)).bench({ full })
}
console.log(JSON.stringify(results, null, 2))
