/** `npm test`: every check in turn, then what was skipped and why, then one line with the counts. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { ensureBrowser, ensureFfmpeg } from './find-browser.ts'
import { playwrightOutcome, readUnitOutcome, skipLines } from './test-outcome.ts'

const results = 'test-results'
const unitOutcome = `${results}/unit.json`
const journeysReport = `${results}/journeys.json`

interface Step {
  name: string
  command: string
  args: string[]
  env?: { [name: string]: string }
}

const steps: Step[] = [
  { name: 'Warm start', command: 'node', args: ['e2e/warm-compile-cache.ts'] },
  { name: 'Types', command: 'tsc', args: ['-b'] },
  { name: 'Lint', command: 'biome', args: ['ci', '.'] },
  { name: 'Unused code', command: 'knip', args: [] },
  { name: 'Build', command: 'vite', args: ['build', '--app', '--logLevel', 'warn'] },
  {
    name: 'Unit tests',
    command: 'vitest',
    args: ['run', '--reporter=default', '--reporter=./e2e/unit-reporter.ts'],
    env: { UNIT_OUTCOME: unitOutcome },
  },
  {
    name: 'End-to-end tests',
    command: 'playwright',
    args: ['test', '--reporter=line,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: journeysReport },
  },
]

function runStep({ name, command, args, env }: Step): boolean {
  console.log(`\n== ${name}`)
  const started = Date.now()
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  console.log(
    `== ${name}: ${status === 0 ? 'ok' : 'FAILED'}, ${Math.round((Date.now() - started) / 1000)} s`,
  )
  return status === 0
}

ensureFfmpeg()
process.env.CHROMIUM = ensureBrowser()
// Hundreds of short processes run the same sources: compiled once, each starts in half the time.
process.env.NODE_COMPILE_CACHE ??= resolve('out/compile-cache')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const failedSteps = steps.filter((step) => !runStep(step)).map(({ name }) => name)
const outcomes = [readUnitOutcome(unitOutcome), playwrightOutcome(journeysReport)]
const sum = (pick: (outcome: (typeof outcomes)[number]) => number) =>
  outcomes.reduce((total, outcome) => total + pick(outcome), 0)

const skips = outcomes.flatMap(({ skipped }) => skipped)
if (skips.length > 0) {
  console.log('\nSkipped:')
  for (const line of skipLines(skips)) console.log(`  ${line}`)
}
if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join(', ')}`)
console.log(
  `\n${sum(({ passed }) => passed)} passed, ${sum(({ failed }) => failed)} failed, ${skips.length} skipped`,
)
process.exitCode = failedSteps.length > 0 ? 1 : 0
