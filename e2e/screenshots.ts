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
  message,
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
  await teach(page)
  await picture(page, 'teach')
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

/** Teaches what is free of a beat, judged by what the titles say. */
async function teach(page: Page): Promise<void> {
  const name = 'Free rhythm'
  await goTo(page, 'Library')
  await rowOf(trackTable(page), /Hicaz taksimi/)
    .first()
    .click({ position: { x: 80, y: 15 } })
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Find a command' }).waitFor()
  await page.keyboard.type('teach this')
  await page.getByRole('menuitem', { name: 'Teach this tag…' }).click()
  await page.getByRole('combobox', { name: 'Tag' }).fill(name)
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).click()
  const card = page.getByRole('region', { name: 'Judge the next' })
  for (let judged = 0; judged < 10; judged++) {
    const play = await card.getByRole('button', { name: /^Play / }).getAttribute('aria-label')
    const title = play?.replace(/^Play /, '') ?? ''
    const fits = /taksim|आलाप|Ταξίμι/.test(title)
    await page.keyboard.press(fits ? 'y' : 'n')
    await card.getByText(`${fits ? 'Yes' : 'No'}: ${title}`).waitFor()
  }
  const ranking = page.getByRole('grid', { name: `Tracks by how likely they are ${name}` })
  await rows(ranking).first().waitFor({ timeout: 60_000 })
  const learned = page.getByText('Everything you said is learned.')
  const learn = page.getByRole('button', { name: 'Learn now' })
  await learned.or(learn).first().waitFor({ timeout: 60_000 })
  if (await learn.isVisible()) await learn.click()
  await learned.waitFor({ timeout: 60_000 })
  await card.getByText(/^So far it says/).waitFor()
  await card.evaluate((shown) => shown.scrollIntoView({ block: 'center' }))
  await message(page, `marked as ${name}`).waitFor({ state: 'hidden' })
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
