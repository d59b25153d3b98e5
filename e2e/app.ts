/**
 * What every journey starts with: Naghma on a data folder of its own, in a browser or, in the project `electron`, in
 * the desktop application. The journeys are the same; what only one host has is skipped in the other.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { _electron, type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import { type ElectronBinary, electronBinary, windowObstacle } from '../electron/electron-binary.ts'
import { analysedLibrary, musicFolder } from './make-music.ts'
import { type Served, startServed } from './served.ts'

const root = join(import.meta.dirname, '..')

interface Options {
  /** What the library holds before Naghma is started. */
  library: 'nothing' | 'analysed music'
  /** Arguments to start Naghma with, besides the data folder. */
  startWith: string[]
  /** What the browser's console may complain of in this journey, such as a host that the journey ends. */
  expectedComplaints: RegExp | null
}

interface Fixtures extends Options {
  dataFolder: string
  /** A copy of the music that the journey may change. */
  ownMusic: string
  opened: { page: Page; served: Served | null }
  /** The page, once Naghma is open in it. */
  app: Page
  /** The host of the page. Journeys that ask for it are skipped in the desktop application. */
  served: Served
}

interface WorkerFixtures {
  /** The desktop application, or why it cannot be opened here; null for the served host. */
  desktop: ElectronBinary | null
}

/** Complaints of the page itself: errors in its console, breaches of its security policy, uncaught exceptions. */
function listen(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (said) => {
    if (said.type() === 'error' || /content security policy/i.test(said.text()))
      complaints.push(`${said.text()} (${said.location().url})`)
  })
  page.on('pageerror', (error) => complaints.push(String(error.stack ?? error)))
  return complaints
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  desktop: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern
    async ({}, use, info) => {
      if (info.project.name !== 'electron') return use(null)
      const obstacle = windowObstacle(process.platform, process.env, process.getuid?.())
      const binary = () => electronBinary(join(root, 'node_modules/electron'))
      await use(obstacle ? { reason: obstacle } : await binary())
    },
    { scope: 'worker', auto: true },
  ],
  library: ['nothing', { option: true }],
  startWith: [[], { option: true }],
  expectedComplaints: [null, { option: true }],
  dataFolder: async ({ library, desktop }, use, info) => {
    if (desktop && 'reason' in desktop) info.skip(true, `no desktop application: ${desktop.reason}`)
    const folder = await mkdtemp(join(tmpdir(), 'naghma-journey-'))
    if (library === 'analysed music') await cp(analysedLibrary, folder, { recursive: true })
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },
  ownMusic: async ({ dataFolder }, use) => {
    const folder = join(dataFolder, 'own-music')
    await cp(musicFolder, folder, { recursive: true })
    await use(folder)
  },
  opened: async ({ dataFolder, startWith, expectedComplaints, desktop, context }, use) => {
    const opened =
      desktop && 'path' in desktop
        ? await openDesktop(desktop.path, ['--data', dataFolder, ...startWith])
        : await openServed(context, dataFolder, startWith)
    await use(opened)
    const unexpected = opened.complaints.filter((words) => !expectedComplaints?.test(words))
    await opened.close()
    expect(unexpected, 'what the page complained of').toEqual([])
    expect(opened.served?.errors() ?? '', 'what the host wrote on standard error').toBe('')
  },
  app: ({ opened }, use) => use(opened.page),
  served: async ({ opened }, use, info) => {
    if (opened.served) await use(opened.served)
    else info.skip(true, 'only the served host has this')
  },
})

async function openServed(context: BrowserContext, dataFolder: string, startWith: string[]) {
  const served = await startServed(dataFolder, startWith)
  const page = await context.newPage()
  const complaints = listen(page)
  await page.goto(served.url)
  return { page, served, complaints, close: () => served.stop() }
}

async function openDesktop(executablePath: string, args: string[]) {
  const application = await _electron.launch({ executablePath, args: [root, ...args] })
  const page = await application.firstWindow()
  return { page, served: null, complaints: listen(page), close: () => application.close() }
}

/** A button that is just becoming pressable is between two colours, which is nobody's contrast. */
async function motionEnds(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
    await Promise.allSettled(passing.map((animation) => animation.finished))
  })
}

/** No rule of axe is broken on the page as it stands; `rules` leaves the others out. */
export async function expectAccessible(page: Page, rules?: string[]): Promise<void> {
  await motionEnds(page)
  const axe = new AxeBuilder({ page })
  // What lies behind a dialog is inert, and was looked at before it opened.
  if ((await page.locator('.dialog-overlay').count()) > 0) axe.include('.dialog-overlay')
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  expect(
    violations.map(({ id, nodes }) =>
      [id, ...nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)].join('\n'),
    ),
  ).toEqual([])
}

export { expect }
