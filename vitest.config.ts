import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      '{contract,engine,native,electron,renderer,models,licences,e2e,bench}/**/*.test.{ts,tsx}',
    ],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Most of the time goes to waiting for other processes: one worker a core, where vitest would take one less.
    maxWorkers: Math.max(2, availableParallelism()),
    // Processes are killed and waited for in real time; a machine that others use at once may be late.
    retry: process.env.CI ? 1 : 0,
  },
})
