import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const tests =
  '{contract,engine,native,electron,renderer,models,licences,e2e,bench}/**/*.test.{ts,tsx}'
const replacesModules = globSync(tests).filter((file) =>
  readFileSync(file, 'utf8').includes('vi.mock('),
)

export default defineConfig({
  test: {
    // A worker loads the engine once for all files it runs; what replaces modules has one of its own.
    projects: [
      {
        extends: true,
        test: { name: 'shared', include: [tests], exclude: replacesModules, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: replacesModules } },
    ],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Most of the time goes to waiting for other processes: one worker a core, where vitest would take one less.
    maxWorkers: Math.max(2, availableParallelism()),
    // Processes are killed and waited for in real time; a machine that others use at once may be late.
    retry: process.env.CI ? 1 : 0,
  },
})
