import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { writeGeneratedCheckpoint } from '../engine/sound/weight-generator.ts'
import { expect, expectAccessible, test } from './app.ts'
import { checkpointFolder } from './make-music.ts'
import { type ModelServer, serveModel } from './model-server.ts'
import {
  addFirstFolder,
  goTo,
  goToStep,
  neighbours,
  rowOf,
  rows,
  trackTable,
} from './page-parts.ts'
import { startServed } from './served.ts'

/** A checkpoint of full size and random weights, as large as the published one. */
const fullCheckpoint = join(import.meta.dirname, '../out/e2e/full-checkpoint')
let server: ModelServer | undefined

test.afterEach(async () => {
  await server?.goAway()
  server = undefined
})

async function setMirror(app: Page, mirror: string): Promise<void> {
  await goToStep(app, 'The model')
  await app.getByRole('button', { name: 'Where it is fetched from' }).click()
  await app.getByRole('textbox', { name: 'Mirror' }).fill(mirror)
  await app.getByRole('button', { name: 'Save: Mirror' }).click()
  await expect(app.getByText('Saved', { exact: true })).toBeVisible()
}

async function acceptAndDownload(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Get it: CultureMERT-95M' }).click()
  const dialog = app.getByRole('dialog', { name: 'Get CultureMERT-95M' })
  await expect(dialog).toContainText('Attribution-NonCommercial 4.0')
  await expect(dialog).toContainText('research')
  const download = dialog.getByRole('button', { name: 'Download' })
  await expect(download).toBeDisabled()
  await expectAccessible(app)
  await dialog.getByText('I accept the licence').click()
  await download.click()
  await expect(dialog).toBeHidden()
}

test('from an empty app to analysed tracks: licence, download over a broken line, device, analysis', async ({
  app,
  ownMusic,
}) => {
  test.setTimeout(300_000)
  if (!existsSync(join(fullCheckpoint, 'model.safetensors'))) {
    await mkdir(fullCheckpoint, { recursive: true })
    await writeGeneratedCheckpoint(fullCheckpoint, 'full')
  }
  server = await serveModel(fullCheckpoint, { breakAfter: 100_000_000 })
  await setMirror(app, server.mirror)
  await acceptAndDownload(app)
  await expect(
    app.getByRole('progressbar', { name: 'Downloading CultureMERT-95M' }).first(),
  ).toBeVisible()
  await expect(app.getByText('Random weights').first()).toBeVisible({ timeout: 180_000 })
  // What had arrived when the line broke was not fetched again.
  expect(server.sent()).toBeLessThan(400_000_000)

  // A full-sized encoder takes seconds for a window: two tracks show as much as many.
  await addFirstFolder(app, join(ownMusic, 'Δρόμοι'))
  await expect(rows(trackTable(app)).first()).toBeVisible()
  const taximi = rowOf(trackTable(app), 'Ταξίμι')
  await expect(taximi.getByRole('gridcell', { name: 'Full' })).toBeVisible({ timeout: 120_000 })
  await expect(app.getByRole('region', { name: 'In progress' })).toBeHidden({ timeout: 120_000 })
  await taximi.click()
  await app.keyboard.press('s')
  await expect(rows(neighbours(app)).first()).toBeVisible()

  await goTo(app, 'Settings')
  const device = app.getByRole('region', { name: 'Device' })
  await expect(device.getByRole('row', { name: /Processor/ })).toContainText(/Right.*×/)
  await expectAccessible(app)
})

test.describe('a host that is killed', () => {
  test.use({ expectedComplaints: /ERR_CONNECTION_(REFUSED|RESET)/ })
  test('a download that loses its server, and then Naghma itself, goes on where it stopped', async ({
    served,
    app,
    dataFolder,
  }) => {
    test.setTimeout(120_000)
    server = await serveModel(checkpointFolder, { rate: 120_000 })
    await setMirror(app, server.mirror)
    await acceptAndDownload(app)
    await expect.poll(() => server?.sent()).toBeGreaterThan(60_000)
    await server.goAway()
    await expect(app.getByText(/tr(y|ies|ied|ying) again/i).first()).toBeVisible({
      timeout: 20_000,
    })
    await server.comeBack()
    const sent = server.sent()
    await expect.poll(() => server?.sent(), { timeout: 30_000 }).toBeGreaterThan(sent)

    served.process.kill('SIGKILL')
    const again = await startServed(dataFolder, [])
    try {
      await app.goto(again.url)
      await app
        .getByRole('button', { name: 'Resume the download of CultureMERT-95M' })
        .first()
        .click()
      await goToStep(app, 'The model')
      await expect(app.getByText('Random weights').first()).toBeVisible({ timeout: 60_000 })
    } finally {
      await again.stop()
    }
  })
})

test('a mirror that has no such model is told as that', async ({ app, dataFolder }) => {
  server = await serveModel(dataFolder)
  await setMirror(app, server.mirror)
  await acceptAndDownload(app)
  await expect(app.getByText(/Download of CultureMERT-95M failed/).first()).toBeVisible({
    timeout: 30_000,
  })
  await expect(
    app.getByText(/does not have config\.json.*Set another mirror/).first(),
  ).toBeVisible()
})
