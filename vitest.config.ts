import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{contract,engine,native,electron,renderer,models,e2e,bench}/**/*.test.{ts,tsx}'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Processes are killed and waited for in real time; a machine that others use at once may be late.
    retry: process.env.CI ? 1 : 0,
  },
})
