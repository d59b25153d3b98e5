import { defineConfig } from '@playwright/test'
import { findBrowser } from './e2e/find-browser.ts'

const executablePath = findBrowser()

/** The flags keep the browser off the network; the sandbox is off where its kernel support may be missing. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.spec.ts',
  outputDir: 'test-results/journeys',
  fullyParallel: true,
  workers: 2,
  // Processes are killed and waited for in real time; a machine that others use at once may be late.
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: 'line',
  globalSetup: './e2e/make-music.ts',
  use: {
    locale: 'en-GB',
    viewport: { width: 1680, height: 900 },
    trace: 'on-first-retry',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
  projects: [{ name: 'served' }, { name: 'electron' }],
})
