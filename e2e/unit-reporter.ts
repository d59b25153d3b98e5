import { writeFileSync } from 'node:fs'
import type { Reporter } from 'vitest/node'
import { type UnitResult, unitOutcome } from './test-outcome.ts'

/** Reports the outcome of the unit tests, with reasons for what was skipped, to the file that UNIT_OUTCOME names. */
export default function unitReporter(): Reporter {
  return {
    onTestRunEnd: (modules, errors) => {
      const file = process.env.UNIT_OUTCOME
      if (!file) return
      const results: UnitResult[] = []
      for (const module of modules)
        for (const test of module.children.allTests()) {
          const result = test.result()
          const note = result.state === 'skipped' ? result.note : undefined
          results.push({ title: test.fullName, state: result.state, note })
        }
      const broken = modules.filter((module) => module.errors().length > 0).length + errors.length
      writeFileSync(file, JSON.stringify(unitOutcome(results, broken)))
    },
  }
}
