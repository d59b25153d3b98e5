import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { openSqlite } from '../native/sqlite.ts'
import { expect, expectAccessible, test } from './app.ts'
import { checkpointFolder, naghma } from './make-music.ts'
import { addFirstFolder, goTo, neighbours, rowOf, rows, trackTable } from './page-parts.ts'

function region(app: Page, name: string): Locator {
  return app.getByRole('region', { name, exact: true })
}

test.describe('with a model', () => {
  test.use({ library: 'analysed music' })

  test('the page says what computes and why, tries again, and does as it is told', async ({
    app,
  }) => {
    await goTo(app, 'Settings')
    const device = region(app, 'Device')
    await expect(device).toContainText(/In use is the processor/)
    const table = device.getByRole('table', { name: 'Devices' })
    await expect(table.getByRole('row', { name: /Processor/ })).toContainText('in use')
    await expect(table.getByRole('row', { name: /DirectML/ })).toContainText(
      process.platform === 'win32' ? /./ : 'Not there',
    )
    await device.getByRole('button', { name: 'Test again' }).click()
    await expect(app.getByRole('button', { name: 'Test again' })).toBeEnabled({ timeout: 60_000 })
    await expect(table.getByRole('row', { name: /Processor/ })).toContainText('Right')
    await device.getByRole('button', { name: /Compute with/ }).click()
    await app.getByRole('option', { name: 'Graphics card (WebGPU)' }).click()
    await expect(device).toContainText(/which you chose, cannot be used/)
    await device.getByRole('button', { name: 'About this machine' }).click()
    await expect(device).toContainText('ONNX Runtime')
    await expectAccessible(app)
  })

  test('tuning says when a library is too small for it', async ({ app }) => {
    await goTo(app, 'Settings')
    await region(app, 'Tuning').getByRole('button', { name: 'Start tuning' }).click()
    await expect(app.getByText(/at least 12 are needed/).first()).toBeVisible()
  })

  test('manners are kept, and wrong hours are told', async ({ app }) => {
    await goTo(app, 'Settings')
    const manners = region(app, 'Analysis')
    await expect(manners.getByRole('switch', { name: /runs on battery/ })).toBeChecked()
    await manners.getByText('Wait while the computer is used').click()
    await manners.getByText('Only at certain hours').click()
    await expect(manners.getByLabel('From').first()).toBeVisible()
    await app.reload()
    await expect(manners.getByRole('switch', { name: /is used/ })).toBeChecked()
    await expect(manners.getByRole('switch', { name: /certain hours/ })).toBeChecked()
    await expectAccessible(app)
  })
})

test.describe('a model changed for another', () => {
  test.use({ library: 'analysed music' })

  test('the change is asked for with its cost; the earlier one is compared by meanwhile', async ({
    app,
    dataFolder,
  }) => {
    const other = join(dataFolder, 'other-checkpoint')
    await cp(checkpointFolder, other, { recursive: true })
    const file = join(other, 'preprocessor_config.json')
    const config = JSON.parse(await readFile(file, 'utf8'))
    await writeFile(file, JSON.stringify({ ...config, do_normalize: false }))
    await goTo(app, 'Settings')
    await app.getByText('Analyse new tracks by themselves').click()
    await app.getByRole('textbox', { name: 'Checkpoint' }).fill(other)
    await app.getByRole('button', { name: 'Use this model' }).click()
    const question = app.getByRole('alertdialog').or(app.getByRole('dialog'))
    await expect(question).toContainText('18 tracks')
    await expect(question).toContainText('Nothing is thrown away')
    await expectAccessible(app)
    await question.getByRole('button', { name: 'Change the model' }).click()
    await expect(region(app, 'Model')).toContainText('other-checkpoint', { timeout: 60_000 })
    await goTo(app, 'Library')
    const ney = rowOf(trackTable(app), 'Rast ezgi (ney)')
    await expect(ney.getByRole('gridcell', { name: 'Earlier model' })).toBeVisible()
    await ney.click()
    await app.keyboard.press('s')
    await expect(rows(neighbours(app)).first()).toBeVisible()
    await expect(app.getByText(/Not the current model/)).toBeVisible()
    await expectAccessible(app)
  })
})

test.describe('a first analysis of hours', () => {
  test('says how long it will take, and waits', async ({ app, dataFolder, ownMusic, served }) => {
    await addFirstFolder(app, ownMusic)
    await expect(rows(trackTable(app)).first()).toBeVisible()
    await expect(app.getByRole('region', { name: 'In progress' })).toBeHidden({ timeout: 60_000 })
    // As if each were a recording of a week: nobody has to decode that.
    const db = openSqlite(join(dataFolder, 'library.sqlite'))
    db.prepare('UPDATE track SET duration = ?').run(7 * 86_400)
    db.close()
    await goTo(app, 'Settings')
    await app.getByText('All of the track. Slower').click()
    await naghma(dataFolder, 'model', checkpointFolder)
    await goTo(app, 'Library')
    const card = app
      .getByRole('complementary', { name: 'Before the first analysis' })
      .or(region(app, 'Before the first analysis'))
    await expect(card).toContainText('18 tracks can be analysed. On this computer')
    await expectAccessible(app)
    await card.getByRole('button', { name: 'Analyse, quick' }).click()
    await expect(card).toBeHidden()
    await expect(app.getByRole('region', { name: 'In progress' })).toBeVisible()
    expect(served.errors()).toBe('')
  })
})
