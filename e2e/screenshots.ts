/** `node e2e/screenshots.ts`: writes the pictures of docs/screenshots, of Naghma on its demo library. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { ensureBrowser } from './find-browser.ts'
import {
  expectPlaying,
  facetValue,
  goTo,
  neighbours,
  playlistTable,
  rowOf,
  rows,
  trackTable,
} from './page-parts.ts'
import { startServed } from './served.ts'

const pictures = join(import.meta.dirname, '../docs/screenshots')

/** The page as it stands, light and dark. */
async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(700, 15)
  for (const [colorScheme, ending] of [
    ['dark', '-dark'],
    ['light', ''],
  ] as const) {
    await page.emulateMedia({ colorScheme })
    await page.waitForTimeout(600)
    await page.screenshot({
      path: join(pictures, `${name}${ending}.png`),
      animations: 'disabled',
    })
  }
}

async function takePictures(page: Page): Promise<void> {
  const table = trackTable(page)
  await rows(table).nth(15).waitFor({ timeout: 180_000 })
  await page
    .getByRole('region', { name: 'In progress' })
    .waitFor({ state: 'hidden', timeout: 180_000 })
  await rowOf(table, /Hicaz/)
    .first()
    .dblclick({ position: { x: 80, y: 15 } })
  await expectPlaying(page, 'Hicaz taksimi (kemençe)')
  await page.getByRole('complementary', { name: 'Sounds alike' }).getByRole('row').nth(1).waitFor()
  await picture(page, 'library')
  await page
    .getByRole('region', { name: 'Player' })
    .getByRole('button', { name: 'Practice' })
    .click()
  await page.getByRole('region', { name: 'Practice' }).waitFor()
  await picture(page, 'practice')
  await page
    .getByRole('region', { name: 'Player' })
    .getByRole('button', { name: 'Practice' })
    .click()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Find a command' }).waitFor()
  await page.keyboard.type('hijaz')
  await page
    .getByRole('menuitem', { name: /^Hicaz/ })
    .first()
    .waitFor()
  await picture(page, 'palette')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await goTo(page, 'Albums')
  await picture(page, 'albums')

  await goTo(page, 'Library')
  await rowOf(table, /Hicaz/)
    .first()
    .click({ position: { x: 80, y: 15 } })
  await page.keyboard.press('m')
  await page.getByRole('img', { name: /^How often each pitch sounds/ }).waitFor()
  await picture(page, 'mode')
  await goTo(page, 'Browse')
  await facetValue(page, 'Tradition', /^Turkish makam/).click()
  await picture(page, 'browse')

  await goTo(page, 'Library')
  await rowOf(table, /Hicaz/)
    .first()
    .click({ position: { x: 80, y: 15 } })
  await page.keyboard.press('s')
  await rows(neighbours(page)).first().waitFor()
  await picture(page, 'similar')

  const name = 'Evening: ney, sitar and μπουζούκι'
  await page.getByRole('button', { name: 'Make a playlist' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Create' }).click()
  await rows(playlistTable(page, name)).first().waitFor()
  await picture(page, 'playlist')
  await goTo(page, 'Settings')
  // Below the paths of this machine.
  const analysis = page.getByRole('region', { name: 'Analysis' })
  await analysis.evaluate((section) => section.scrollIntoView())
  await picture(page, 'settings')
  const device = page.getByRole('region', { name: 'Device', exact: true })
  await device.evaluate((section) => section.scrollIntoView())
  await picture(page, 'device')
  await page.getByRole('button', { name: 'Get it: CultureMERT-95M' }).click()
  await page.getByRole('dialog', { name: 'Get CultureMERT-95M' }).waitFor()
  await picture(page, 'get-model')
}

await mkdir(pictures, { recursive: true })
const dataFolder = await mkdtemp(join(tmpdir(), 'naghma-'))
const served = await startServed(dataFolder, ['--demo'])
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ['--no-sandbox'] })
try {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    locale: 'en-GB',
  })
  await page.goto(served.url)
  await takePictures(page)
} finally {
  await browser.close()
  await served.stop()
  await rm(dataFolder, { recursive: true, force: true })
}
