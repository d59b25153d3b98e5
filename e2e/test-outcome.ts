import { existsSync, readFileSync } from 'node:fs'

export interface Outcome {
  passed: number
  failed: number
  skipped: { title: string; reason: string }[]
}

interface VitestReport {
  testResults: {
    assertionResults: {
      status: string
      fullName: string
      meta?: { skipReason?: string }
    }[]
  }[]
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

function read(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

/** A skipped unit test says why in its title: "…, skipped: <reason>" or "… (needs <what>)". */
function reasonInTitle(title: string): string {
  return /(?:skipped: |\()((?:needs|no|absent|without).*?)\)?$/i.exec(title)?.[1] ?? 'see the test'
}

/** What a JSON report of vitest says; nothing when the run left none. */
export function vitestOutcome(file: string): Outcome {
  const report = read(file) as VitestReport | undefined
  if (!report) return nothing
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults)
  const count = (status: string) => tests.filter((test) => test.status === status).length
  return {
    passed: count('passed'),
    failed: count('failed'),
    skipped: tests
      .filter(({ status }) => status === 'skipped' || status === 'pending')
      .map(({ fullName }) => ({ title: fullName, reason: reasonInTitle(fullName) })),
  }
}

/** What a JSON report of Playwright says; nothing when the run left none. */
export function playwrightOutcome(file: string): Outcome {
  const report = read(file) as { suites: PlaywrightSuite[] } | undefined
  const outcome: Outcome = { passed: 0, failed: 0, skipped: [] }
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
  for (const suite of report?.suites ?? []) visit(suite, `${suite.title} › `)
  return outcome
}
