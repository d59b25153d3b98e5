import { join } from 'node:path'
import { expect, test } from './app.ts'
import { checkpointFolder, musicFolder } from './make-music.ts'
import {
  addFirstFolder,
  choose,
  columnTexts,
  expectPlaying,
  expectTracks,
  giveCheckpoint,
  goTo,
  neighbours,
  rowOf,
  rows,
  trackTable,
} from './page-parts.ts'

test.describe('on analysed music', () => {
  test.use({ library: 'analysed music' })

  test('the same recording in another format is the nearest', async ({ app }) => {
    await choose(app, rowOf(trackTable(app), /Hicaz.*flac/), 'Sounds alike')
    await expect(rows(neighbours(app)).first()).toContainText('Hicaz taksimi (kemençe)')
    await expect(rows(neighbours(app)).first()).toContainText('closer than 94 % of your library')
    await expect(app.getByText('among 18 analysed tracks')).toBeVisible()
  })

  test('random weights are named as such', async ({ app }) => {
    await choose(app, rowOf(trackTable(app), 'Rast ezgi'), 'Sounds alike')
    await expect(app.getByRole('note').filter({ hasText: 'Random weights' })).toBeVisible()
    await goTo(app, 'Settings')
    await expect(app.getByRole('note').or(app.getByText('Random weights')).first()).toBeVisible()
  })

  test('words, numbers on demand, and play buttons', async ({ app }) => {
    await choose(app, rowOf(trackTable(app), 'Rast ezgi'), 'Sounds alike')
    const table = neighbours(app)
    await expect(rows(table)).toHaveCount(17)
    const words = await columnTexts(table, 3)
    const shares = words.map((text) => Number(/closer than (\d+)/.exec(text)?.[1]))
    expect(shares).toEqual(shares.toSorted((a, b) => b - a))
    await expect(table.getByTitle(/^Cosine similarity -?\d\.\d{3}$/).first()).toBeVisible()
    const first = rows(table).first()
    const title = await first.getByTitle(/.+/).first().getAttribute('title')
    await first.getByRole('button', { name: /^Play / }).click()
    await expectPlaying(app, title ?? '')
    await first.getByRole('button', { name: /^Pause / }).click()
    await expect(first.getByRole('button', { name: /^Play / })).toBeVisible()
  })

  test('any neighbour can be the next question, and back leads back', async ({ app }) => {
    await choose(app, rowOf(trackTable(app), 'Rast ezgi'), 'Sounds alike')
    await rowOf(neighbours(app), 'Segâh')
      .getByRole('button', { name: 'What sounds like Segâh taksimi (ney)?' })
      .click()
    await expect(app.getByRole('heading', { name: 'Segâh taksimi (ney)' })).toBeVisible()
    await expect(rowOf(neighbours(app), 'Segâh')).toBeHidden()
    await rowOf(neighbours(app), 'Saba').click()
    await app.keyboard.press('s')
    await expect(app.getByRole('heading', { name: 'Saba taksimi (ses)' })).toBeVisible()
    await app.goBack()
    await app.goBack()
    await expect(app.getByRole('heading', { name: 'Rast ezgi (ney)' })).toBeVisible()
    await goTo(app, 'Library')
    await goTo(app, 'Similar')
    await expect(app.getByRole('heading', { name: 'Rast ezgi (ney)' })).toBeVisible()
  })
})

test('before a question, without a model, and without an analysis, the page says what to do', async ({
  app,
}) => {
  await goTo(app, 'Similar')
  await expect(app.getByText('What sounds alike?')).toBeVisible()
  await goTo(app, 'Library')
  await addFirstFolder(app, join(musicFolder, 'Δρόμοι'))
  await expectTracks(app, 2)
  await choose(app, rowOf(trackTable(app), 'Ταξίμι'), 'Sounds alike')
  await expect(app.getByText('No model yet')).toBeVisible()
  await app.getByRole('button', { name: 'Choose a model' }).click()

  await app.getByRole('switch', { name: 'Analyse new tracks by themselves' }).press(' ')
  await giveCheckpoint(app, checkpointFolder)
  await expect(app.getByText('Random weights')).toBeVisible()
  await goTo(app, 'Similar')
  await expect(app.getByText('This track is not analysed yet')).toBeVisible()
  await app.getByRole('button', { name: 'Analyse now' }).click()
  await expect(app.getByText('Nothing to compare with yet')).toBeVisible()
  await goTo(app, 'Library')
  await app.getByRole('button', { name: 'Analyse 1 more track' }).click()
  await goTo(app, 'Similar')
  await expect(rowOf(neighbours(app), 'Ζεϊμπέκικο')).toBeVisible()
})
