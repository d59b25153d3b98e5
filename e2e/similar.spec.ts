import { join } from 'node:path'
import { expect, expectAccessible, test } from './app.ts'
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
  playlistTable,
  rowOf,
  rows,
  trackTable,
} from './page-parts.ts'

test.describe('on analysed music', () => {
  test.use({ library: 'analysed music' })

  test('the same recording in another format stands by its original, or is the nearest', async ({
    app,
  }) => {
    await choose(app, rowOf(trackTable(app), 'Hicaz').first(), 'Sounds alike')
    await expect(app.getByText('among 18 analysed tracks')).toBeVisible()
    await expect(rows(neighbours(app))).toHaveCount(16)
    await app.getByRole('button', { name: '+1 copy of Hicaz' }).click()
    await expect(app.getByRole('list', { name: 'Copies' })).toContainText(/flac|ogg/)
    await app.getByRole('button', { name: 'Filter', exact: true }).click()
    await app.getByRole('switch', { name: 'Copies as one' }).press(' ')
    await app.keyboard.press('Escape')
    await expect(rows(neighbours(app))).toHaveCount(17)
    await expect(rows(neighbours(app)).first()).toContainText('Hicaz taksimi (kemençe)')
    await expect(rows(neighbours(app)).first()).toContainText('nearest of all')
    await expect(rows(neighbours(app)).nth(1)).toContainText('no. 2 of 17')
  })

  test('a selection, narrowed by filters, becomes a playlist in the order shown', async ({
    app,
  }) => {
    const at = { position: { x: 60, y: 12 } }
    await rowOf(trackTable(app), 'Rast ezgi').click(at)
    await rowOf(trackTable(app), 'Saba taksimi').click({ ...at, modifiers: ['ControlOrMeta'] })
    await rowOf(trackTable(app), 'Segâh').click({ ...at, modifiers: ['ControlOrMeta'] })
    await app.keyboard.press('s')
    await expect(app.getByRole('heading', { name: 'These 3 tracks together' })).toBeVisible()
    const seeds = app.getByRole('grid', { name: 'Tracks that are asked about' })
    await seeds.getByRole('button', { name: 'Leave out Saba taksimi (ses)' }).click()
    await expect(app.getByRole('heading', { name: 'These 2 tracks together' })).toBeVisible()
    await expect(rowOf(neighbours(app), 'Saba taksimi')).toBeVisible()

    await app.getByRole('button', { name: 'Filter', exact: true }).click()
    await app.getByRole('switch', { name: 'Other traditions only' }).press(' ')
    await app.getByRole('combobox', { name: 'With the tag' }).fill('yaman')
    await app.getByRole('option', { name: 'Yaman', exact: false }).first().click()
    await app.getByRole('textbox', { name: 'At least as long as' }).fill('20')
    await app.getByRole('textbox', { name: 'At least as long as' }).press('Enter')
    await expect(app.getByText('No track fits these filters')).toBeVisible()
    await app.keyboard.press('Escape')
    await expectAccessible(app)
    await app.getByRole('button', { name: 'Any length' }).click()
    const found = neighbours(app)
    await expect(rows(found)).toHaveCount(2)
    await expect(rows(found).first()).toContainText(/closer than|no\. \d+ of 1\d|nearest/)
    const filters = app.getByRole('grid', { name: 'Active filters' })
    await filters.getByRole('row', { name: 'Yaman' }).focus()
    await app.keyboard.press('Delete')
    await expect(rowOf(found, 'Ζεϊμπέκικο')).toBeVisible()
    await expect(rowOf(found, 'Saba taksimi')).toBeHidden()
    await expectAccessible(app)

    const shown = await columnTexts(found, 2)
    await app.getByRole('button', { name: 'Make a playlist' }).click()
    await app.getByRole('dialog').getByRole('button', { name: 'Create' }).click()
    const list = playlistTable(app, 'Like Rast ezgi (ney) and others')
    await expect(rows(list)).toHaveCount(shown.length + 2)
    const [first = ''] = shown
    await expect(rows(list).nth(2)).toContainText(first.slice(0, 8))
    await goTo(app, 'Similar')
    await app.getByRole('button', { name: 'Clear filters' }).click()
    await expect(rowOf(neighbours(app), 'Saba taksimi')).toBeVisible()
  })

  test('the panel follows the selection, stays when it is pinned, and plays', async ({ app }) => {
    await app.setViewportSize({ width: 1280, height: 800 })
    const at = { position: { x: 60, y: 12 } }
    const panel = app.getByRole('complementary', { name: 'Sounds alike' })
    await expect(panel.getByText('Select a track')).toBeVisible()
    await rowOf(trackTable(app), 'Rast ezgi').click(at)
    const alike = panel.getByRole('grid', { name: 'What sounds alike, nearest first' })
    await expect(rows(alike).first()).toContainText('nearest of all')
    await expect(rowOf(alike, 'Rast ezgi')).toBeHidden()
    await rowOf(trackTable(app), 'Saba taksimi').click(at)
    await expect(rowOf(alike, 'Rast ezgi')).toBeVisible()
    await panel.getByRole('button', { name: 'Stay with these tracks' }).click()
    await rowOf(trackTable(app), 'Rast ezgi').click(at)
    await expect(panel.getByText('Saba taksimi (ses)').first()).toBeVisible()
    await rows(alike)
      .first()
      .click({ position: { x: 40, y: 10 } })
    await app.keyboard.press('w')
    await expect(panel.getByText(/^They .*alike\.$/)).toBeVisible()
    await expectAccessible(app)
    const title = await rows(alike).first().getByTitle(/.+/).first().getAttribute('title')
    await app.keyboard.press('Enter')
    await expectPlaying(app, title ?? '')
    await panel.getByRole('button', { name: 'Open as a page' }).click()
    await expect(app.getByRole('heading', { name: 'Saba taksimi (ses)' })).toBeVisible()
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
    await expect(rows(table)).toHaveCount(16)
    const [nearest, ...places] = await columnTexts(table, 3)
    expect(nearest).toBe('nearest of all')
    const numbers = places.map((text) => Number(/^no\. (\d+) of 17$/.exec(text)?.[1]))
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
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
