import { existsSync, readFileSync } from 'node:fs'

interface Skip {
  title: string
  reason: string
}

export interface Outcome {
  passed: number
  failed: number
  skipped: Skip[]
}

export interface UnitResult {
  title: string
  state: 'passed' | 'failed' | 'skipped' | 'pending'
  /** Why it was skipped, when the test said so. */
  note: string | undefined
}

interface PlaywrightSuite {
  title: string
  suites?: PlaywrightSuite[]
  specs?: {
    title: string
    tests: { status: string; annotations: { type: string; description?: string }[] }[]
  }[]
}

const nothing: Outcome = { passed: 0, failed: 0, skipped: [] }

/** A test that is skipped before it runs can give its reason in its title only: "…, skipped: …" or "… (needs …)". */
function reasonInTitle(title: string): string {
  return /(?:skipped:? |\((?=needs))([^)]*)\)?/i.exec(title)?.[1] ?? 'see the test'
}

/** `broken` is how many files could not be run at all; each counts as a failure. */
export function unitOutcome(results: readonly UnitResult[], broken: number): Outcome {
  const count = (state: UnitResult['state']) => results.filter((r) => r.state === state).length
  return {
    passed: count('passed'),
    failed: count('failed') + broken,
    skipped: results
      .filter(({ state }) => state === 'skipped' || state === 'pending')
      .map(({ title, note }) => ({ title, reason: note ?? reasonInTitle(title) })),
  }
}

/** What the unit reporter wrote; nothing when the run did not come to its end. */
export function readUnitOutcome(file: string): Outcome {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Outcome) : nothing
}

/** What a JSON report of Playwright says; nothing when the run left none. */
export function playwrightOutcome(file: string): Outcome {
  const outcome: Outcome = { passed: 0, failed: 0, skipped: [] }
  if (!existsSync(file)) return outcome
  const report = JSON.parse(readFileSync(file, 'utf8')) as { suites: PlaywrightSuite[] }
  function visit(suite: PlaywrightSuite, path: string): void {
    for (const inner of suite.suites ?? []) visit(inner, `${path}${inner.title} › `)
    for (const { title, tests } of suite.specs ?? [])
      for (const { status, annotations } of tests)
        if (status === 'skipped') {
          const reason = annotations.find(({ type }) => type === 'skip')?.description
          outcome.skipped.push({ title: `${path}${title}`, reason: reason ?? 'see the test' })
        } else if (status === 'unexpected') outcome.failed++
        else outcome.passed++
  }
  for (const suite of report.suites) visit(suite, `${suite.title} › `)
  return outcome
}

/** A line for each reason; tests that have the same one are only counted. */
export function skipLines(skipped: readonly Skip[]): string[] {
  const titles = Map.groupBy(skipped, ({ reason }) => reason)
  return [...titles].map(([reason, skips]) =>
    skips.length === 1 ? `${skips[0]?.title}: ${reason}` : `${skips.length} tests: ${reason}`,
  )
}
