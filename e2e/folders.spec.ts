import { copyFile, cp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './app.ts'
import { checkpointFolder } from './make-music.ts'
import {
  addFirstFolder,
  addFolder,
  choose,
  expectPlaying,
  expectTracks,
  giveCheckpoint,
  goTo,
  message,
  playlistTable,
  rowOf,
  rows,
  trackTable,
} from './page-parts.ts'
import { toneFile } from './tone-file.ts'

/** A journey that waits for the file system to be noticed. */
const noticed = { timeout: 30_000 }

async function openWith(app: Page, folder: string, tracks: number): Promise<void> {
  await addFirstFolder(app, folder)
  await expectTracks(app, tracks)
  await expect(app.getByRole('region', { name: 'In progress' })).toBeHidden(noticed)
}

function folderLine(app: Page, path: string) {
  return app.getByRole('region', { name: 'Music folders' }).getByRole('listitem').filter({
    hasText: path,
  })
}

test('the page follows files that come, are renamed, retagged and go', async ({
  app,
  dataFolder,
  ownMusic,
}) => {
  const folder = join(ownMusic, 'Δρόμοι')
  await openWith(app, folder, 2)
  const table = trackTable(app)
  const tone = { title: 'Yeni ses', artist: 'Ağ', pitch: 300 }
  await writeFile(join(dataFolder, 'new.wav'), toneFile(tone))
  await copyFile(join(dataFolder, 'new.wav'), join(folder, 'new.wav'))
  await expect(rowOf(table, 'Yeni ses')).toBeVisible(noticed)

  await rename(join(folder, 'new.wav'), join(folder, 'renamed.wav'))
  await writeFile(join(folder, 'renamed.wav'), toneFile({ ...tone, title: 'Başka ad' }))
  await expect(rowOf(table, 'Başka ad')).toBeVisible(noticed)
  await expect(rowOf(table, 'Yeni ses')).toBeHidden()
  await expectTracks(app, 3)

  await rm(join(folder, 'renamed.wav'))
  await expect(rowOf(table, 'Başka ad')).toContainText('missing', noticed)
  await expectTracks(app, 3)
  await writeFile(join(folder, 'back.wav'), toneFile({ ...tone, title: 'Başka ad' }))
  await expect(rowOf(table, 'Başka ad')).not.toContainText('missing', noticed)
  await expectTracks(app, 3)
})

test('what is selected stays what the keys act on when rows come in above it', async ({
  app,
  ownMusic,
}) => {
  const folder = join(ownMusic, 'Δρόμοι')
  await openWith(app, folder, 2)
  const table = trackTable(app)
  await table.getByRole('button', { name: 'Title' }).click()
  await rowOf(table, 'Ταξίμι').click()
  await writeFile(join(folder, 'first.wav'), toneFile({ title: 'A', pitch: 500 }))
  await writeFile(join(folder, 'second.wav'), toneFile({ title: 'B', pitch: 600 }))
  await expect(rows(table)).toHaveCount(4, noticed)
  await expect(table.getByRole('row', { selected: true })).toContainText('Ταξίμι')
  await app.keyboard.press('Enter')
  await expectPlaying(app, 'Ταξίμι σε δρόμο Ουσάκ (μπουζούκι)')
  await app.keyboard.press('ArrowUp')
  await expect(table.getByRole('row', { selected: true })).toContainText('Ζεϊμπέκικο')
})

test('a folder that cannot be found loses nothing, and comes back', async ({ app, ownMusic }) => {
  const folder = join(ownMusic, 'Makam')
  await openWith(app, folder, 9)
  await choose(app, rowOf(trackTable(app), 'Rast ezgi'), 'New playlist from selection…')
  await app.getByRole('textbox', { name: 'Name' }).fill('Rast')
  await app.keyboard.press('Enter')
  await expect(rows(playlistTable(app, 'Rast'))).toHaveCount(1)

  await rename(folder, join(ownMusic, 'unplugged'))
  await goTo(app, 'Settings')
  const line = folderLine(app, folder)
  await line.getByRole('button', { name: 'Rescan' }).click()
  await expect(line).toContainText('Cannot be found: is its drive connected?', noticed)
  await goTo(app, 'Library')
  await expectTracks(app, 9)
  await expect(rowOf(trackTable(app), 'Rast ezgi')).toContainText('missing', noticed)

  await rename(join(ownMusic, 'unplugged'), folder)
  await goTo(app, 'Settings')
  await line.getByRole('button', { name: 'Rescan' }).click()
  await expect(line).toContainText('Ready', noticed)
  await goTo(app, 'Library')
  await expect(rowOf(trackTable(app), 'Rast ezgi')).not.toContainText('missing', noticed)
  await app.getByRole('link', { name: 'Rast 1' }).click()
  await expect(rows(playlistTable(app, 'Rast'))).toHaveCount(1)
})

test('a folder that has moved is pointed to its new place, with all that is known of it', async ({
  app,
  dataFolder,
  ownMusic,
}) => {
  await giveCheckpoint(app, checkpointFolder)
  await expect(app.getByText('Random weights')).toBeVisible()
  const folder = join(ownMusic, 'Δρόμοι')
  await openWith(app, folder, 2)
  const row = rowOf(trackTable(app), 'Ταξίμι')
  await expect(row.getByRole('gridcell', { name: 'Full' })).toBeVisible(noticed)

  const place = join(dataFolder, 'other drive')
  await rename(folder, place)
  await goTo(app, 'Settings')
  const moved = folderLine(app, folder)
  await moved.getByRole('button', { name: 'It has moved…' }).click()
  const dialog = app.getByRole('dialog', { name: 'Where is this folder now?' })
  await dialog.getByRole('textbox', { name: 'New place' }).fill(place)
  await dialog.getByRole('button', { name: 'Use this place' }).click()
  await expect(message(app, '2 files found again, 0 missing')).toBeVisible()
  await expect(folderLine(app, place)).toContainText('Ready', noticed)
  await expect(folderLine(app, place)).toContainText('2 files')
  await goTo(app, 'Library')
  await expectTracks(app, 2)
  await expect(row).not.toContainText('missing')
  await expect(row.getByRole('gridcell', { name: 'Full' })).toBeVisible()
  await row.dblclick()
  await expectPlaying(app, 'Ταξίμι σε δρόμο Ουσάκ (μπουζούκι)')
})

test('a folder that is removed leaves its files, and the tracks that something is known of', async ({
  app,
  ownMusic,
}) => {
  const folder = join(ownMusic, 'Δρόμοι')
  await openWith(app, folder, 2)
  const row = rowOf(trackTable(app), 'Ταξίμι')
  await choose(app, row, 'New playlist from selection…')
  await app.getByRole('textbox', { name: 'Name' }).fill('Ταξίμια')
  await app.keyboard.press('Enter')
  await expect(rows(playlistTable(app, 'Ταξίμια'))).toHaveCount(1)
  const file = join(folder, 'Ταξίμι Ουσάκ.wav')
  const before = await readFile(file)

  await goTo(app, 'Settings')
  const line = folderLine(app, folder)
  await line.getByRole('button', { name: 'Remove' }).click()
  await app.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).click()
  await expect(line).toBeVisible()
  await line.getByRole('button', { name: 'Remove' }).click()
  await app.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(message(app, `${folder} removed`)).toBeVisible()
  expect((await readFile(file)).equals(before)).toBe(true)
  await goTo(app, 'Library')
  await expect(row).toContainText('missing')
  await expectTracks(app, 1)

  await goTo(app, 'Settings')
  await addFolder(app, folder)
  await goTo(app, 'Library')
  await expect(row).not.toContainText('missing', noticed)
  await expectTracks(app, 2)
  await app.getByRole('link', { name: 'Ταξίμια 1' }).click()
  await expect(rows(playlistTable(app, 'Ταξίμια'))).toHaveCount(1)
})

test('a folder inside another is refused in words, but can be ignored', async ({
  app,
  ownMusic,
}) => {
  await openWith(app, join(ownMusic, 'Raga'), 7)
  await goTo(app, 'Settings')
  await addFolder(app, join(ownMusic, 'Raga/Carnatic'))
  await expect(app.getByRole('textbox', { name: 'Folder with music' })).toHaveAccessibleDescription(
    /Raga/,
  )
  await cp(join(ownMusic, 'Δρόμοι'), join(ownMusic, 'Raga/Copy'), { recursive: true })
  await goTo(app, 'Library')
  await expectTracks(app, 9)

  await goTo(app, 'Settings')
  const line = folderLine(app, join(ownMusic, 'Raga'))
  await line.getByRole('button', { name: 'Ignore…' }).click()
  const dialog = app.getByRole('dialog', { name: 'What is to be ignored in this folder?' })
  const rules = dialog.getByRole('textbox', { name: 'Rules, one a line' })
  await rules.fill('[z-a]')
  await expect(rules).toHaveAccessibleDescription(/"\[z-a\]" cannot be read/)
  await rules.fill('# not the copies\ncopy/')
  await expect(dialog.getByRole('status')).toContainText('2 of 9 known files are ignored by this.')
  await expectAccessible(app)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(message(app, 'Saved: 2 files are no longer in the library')).toBeVisible()
  await expect(line).toContainText('parts of it are ignored')
  await goTo(app, 'Library')
  await expectTracks(app, 7)
})
