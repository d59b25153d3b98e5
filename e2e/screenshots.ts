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

async function picture(page: Page, name: string): Promise<void> {
  await page.mouse.move(700, 15)
  await page.waitForTimeout(600)
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled' })
}

async function takePictures(page: Page): Promise<void> {
  const table = trackTable(page)
  await rows(table).nth(17).waitFor({ timeout: 180_000 })
  await page
    .getByRole('region', { name: 'In progress' })
    .waitFor({ state: 'hidden', timeout: 180_000 })
  await rowOf(table, /Hicaz.*flac/).dblclick()
  await expectPlaying(page, 'Hicaz taksimi (kemençe)')
  await picture(page, 'library')
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture(page, 'library-dark')
  await page.emulateMedia({ colorScheme: 'light' })

  await page.keyboard.press('m')
  await page.getByRole('img', { name: /^How often each pitch sounds/ }).waitFor()
  await picture(page, 'mode')
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture(page, 'mode-dark')
  await page.emulateMedia({ colorScheme: 'light' })
  await goTo(page, 'Browse')
  await facetValue(page, 'Tradition', /^Turkish makam/).click()
  await picture(page, 'browse')
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture(page, 'browse-dark')
  await page.emulateMedia({ colorScheme: 'light' })

  await goTo(page, 'Library')
  await rowOf(table, /Hicaz.*flac/).click()
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
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture(page, 'device-dark')
  await page.emulateMedia({ colorScheme: 'light' })
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
