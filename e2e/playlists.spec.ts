import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './app.ts'
import { musicFolder } from './make-music.ts'
import {
  choose,
  columnTexts,
  goTo,
  message,
  playlistTable,
  rowOf,
  rows,
  searchBox,
  trackTable,
} from './page-parts.ts'

test.use({ library: 'analysed music' })

const hicaz = 'Hicaz taksimi (kemençe)'
const saba = 'Saba taksimi (ses)'
const segah = 'Segâh taksimi (ney)'

/** A playlist of the four taksims, in the order of their titles. */
async function makeTaksims(app: Page): Promise<void> {
  await searchBox(app).fill('taksimi')
  const table = trackTable(app)
  await expect(app.getByText('4 tracks found')).toBeVisible()
  await table.getByRole('button', { name: 'Title' }).click()
  await expect.poll(() => columnTexts(table, 1)).toEqual([hicaz, hicaz, saba, segah])
  await table.focus()
  await app.keyboard.press('Control+a')
  await choose(app, rowOf(table, 'Saba'), 'New playlist from selection…')
  const dialog = app.getByRole('dialog', { name: 'New playlist from 4 tracks' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Taksim')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('heading', { name: 'Taksim' })).toBeVisible()
  await expect(app.getByText('4 tracks · 0:36')).toBeVisible()
}

function titles(app: Page, name = 'Taksim') {
  return columnTexts(playlistTable(app, name), 1)
}

test('is made, renamed, added to, and kept', async ({ app }) => {
  await app.getByRole('button', { name: 'New playlist' }).click()
  await app.getByRole('textbox', { name: 'Name' }).fill('Boş')
  await app.getByRole('button', { name: 'Create' }).click()
  await expect(app.getByText('This playlist is empty')).toBeVisible()
  await app
    .getByRole('button', { name: 'Rename playlist' })
    .or(app.getByRole('button', { name: 'Rename' }))
    .click()
  await app.getByRole('textbox', { name: 'Name' }).fill('Ağır <b>semâî</b>')
  await app.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await expect(app.getByRole('heading', { name: 'Ağır <b>semâî</b>' })).toBeVisible()

  await app.getByRole('link', { name: 'Tracks' }).click()
  await choose(app, rowOf(trackTable(app), 'Nihavend'), 'Add to playlist…')
  await app.getByRole('option', { name: 'Ağır <b>semâî</b>' }).click()
  await message(app, '1 track added').getByRole('button', { name: 'Show' }).click()
  await expect(rows(playlistTable(app, 'Ağır <b>semâî</b>'))).toHaveCount(1)
  await app.reload()
  await expect(rows(playlistTable(app, 'Ağır <b>semâî</b>'))).toHaveCount(1)
  await expect(app.getByRole('link', { name: 'Ağır <b>semâî</b> 1' })).toBeVisible()
})

test('is put in order by keyboard, menu and mouse', async ({ app }) => {
  await makeTaksims(app)
  const table = playlistTable(app, 'Taksim')
  await rowOf(table, 'Segâh').click()
  await app.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => titles(app)).toEqual([hicaz, hicaz, segah, saba])
  await app.keyboard.press('Alt+ArrowUp')
  await expect.poll(() => titles(app)).toEqual([hicaz, segah, hicaz, saba])
  await choose(app, rowOf(table, 'Saba'), 'Move up')
  await expect.poll(() => titles(app)).toEqual([hicaz, segah, saba, hicaz])
  await rowOf(table, 'Saba').dragTo(rows(table).first(), { targetPosition: { x: 200, y: 3 } })
  await expect.poll(() => titles(app)).toEqual([saba, hicaz, segah, hicaz])
  await app.reload()
  await expect.poll(() => titles(app)).toEqual([saba, hicaz, segah, hicaz])
})

test('gets back what was removed, and itself when it was deleted', async ({ app }) => {
  await makeTaksims(app)
  const table = playlistTable(app, 'Taksim')
  await rows(table).nth(1).click()
  await rowOf(table, 'Segâh').click({ modifiers: ['Control'] })
  await app.keyboard.press('Delete')
  await expect.poll(() => titles(app)).toEqual([hicaz, saba])
  await message(app, '2 entries removed').getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => titles(app)).toEqual([hicaz, hicaz, saba, segah])

  await app.getByRole('button', { name: 'Delete playlist' }).click()
  await expect(app.getByRole('heading', { name: 'Tracks' })).toBeVisible()
  await expect(app.getByText('No playlists yet')).toBeVisible()
  await message(app, '“Taksim” deleted').getByRole('button', { name: 'Undo' }).click()
  await app.getByRole('link', { name: 'Taksim 4' }).click()
  await expect.poll(() => titles(app)).toEqual([hicaz, hicaz, saba, segah])
})

test('is played from its beginning', async ({ app }) => {
  await makeTaksims(app)
  await app.getByRole('main').getByRole('button', { name: 'Play', exact: true }).click()
  await expect(
    rows(playlistTable(app, 'Taksim')).first().getByRole('img', { name: 'Playing now' }),
  ).toBeVisible()
})

test.describe('exported', () => {
  async function open(app: Page) {
    await app.getByRole('button', { name: 'Export…' }).click()
    return app.getByRole('dialog', { name: 'Export “Taksim”' })
  }

  test('as a download, with paths relative to a folder', async ({ app }) => {
    await makeTaksims(app)
    const dialog = await open(app)
    await dialog.getByText('Relative').first().click()
    const base = join(musicFolder, 'Raga')
    await dialog.getByRole('textbox', { name: 'Relative to folder' }).fill(base)
    const downloading = app.waitForEvent('download')
    await dialog.getByRole('button', { name: 'Download' }).click()
    const text = await readFile(await (await downloading).path(), 'utf8')
    const paths = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    expect(paths).toContain('../Makam/Segâh taksimi.ogg')
    for (const path of paths) expect((await stat(resolve(base, path))).isFile()).toBe(true)
  })

  test('to a file, absolute and relative, replacing what was there', async ({
    app,
    dataFolder,
  }) => {
    await makeTaksims(app)
    const file = join(dataFolder, 'listeler', 'taksim.m3u8')
    let dialog = await open(app)
    await dialog.getByText('Write it to a place').first().click()
    await dialog.getByRole('textbox', { name: 'File to write' }).fill(file)
    await dialog.getByRole('button', { name: 'Write file' }).click()
    await expect(dialog.getByRole('alert')).toContainText('listeler')
    await mkdir(dirname(file))
    await dialog.getByRole('button', { name: 'Write file' }).click()
    await expect(dialog).toBeHidden()
    await expect(app.getByText('Playlist with 4 tracks exported')).toBeVisible()
    const absolute = await readFile(file, 'utf8')
    expect(absolute).toContain(`\n${join(musicFolder, 'Makam/Segâh taksimi.ogg')}\n`)

    dialog = await open(app)
    await dialog.getByText('Relative').first().click()
    await dialog.getByText('Write it to a place').first().click()
    await dialog.getByRole('textbox', { name: 'File to write' }).fill(file)
    await dialog.getByRole('button', { name: 'Write file' }).click()
    await expect(dialog).toBeHidden()
    const relative = (await readFile(file, 'utf8')).split('\n')
    const path = relative.find((line) => line.includes('Segâh taksimi.ogg'))
    expect(path?.startsWith('../')).toBe(true)
    expect((await stat(resolve(dirname(file), path ?? ''))).isFile()).toBe(true)
  })
})

test('is sent to a chosen folder as copies, in order, with a list that leads to them', async ({
  app,
  dataFolder,
}) => {
  const stick = join(dataFolder, 'çubuk')
  await mkdir(stick)
  await makeTaksims(app)
  await app.getByRole('button', { name: 'Send to a folder…' }).click()
  const dialog = app.getByRole('dialog', { name: 'Send “Taksim” to a folder' })
  const folder = dialog.getByRole('textbox', { name: 'Folder' })
  await folder.fill(join(dataFolder, 'none'))
  await app.keyboard.press('Enter')
  await expect(dialog).toContainText('it does not exist')
  await folder.fill(dataFolder)
  await dialog.getByRole('button', { name: 'Browse…' }).click()
  const chooser = app.getByRole('dialog', { name: 'Choose a folder' })
  await chooser.getByRole('option', { name: 'çubuk' }).click()
  await expect(chooser).toContainText('No folders in here')
  await expectAccessible(app)
  await chooser.getByRole('button', { name: 'Choose this folder' }).click()
  await expect(folder).toHaveValue(stick)
  await expect(dialog).not.toContainText('it does not exist')
  await expectAccessible(app)
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(dialog).toContainText('4 files sent.')
  await expectAccessible(app)

  const [list = '', ...copies] = (await readdir(stick)).sort().reverse()
  expect(list).toBe('Taksim.m3u8')
  expect(copies.map((name) => name.slice(0, 2))).toEqual(['04', '03', '02', '01'])
  const lines = (await readFile(join(stick, list), 'utf8')).split('\n')
  expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual(copies.reverse())
  const segahCopy = copies.at(-1) ?? ''
  expect(segahCopy).toContain('Segâh')
  expect(await readFile(join(stick, segahCopy))).toEqual(
    await readFile(join(musicFolder, 'Makam/Segâh taksimi.ogg')),
  )
  expect((await stat(join(stick, segahCopy))).nlink).toBe(1)

  await dialog.getByRole('button', { name: 'Close' }).click()
  await app.getByRole('button', { name: 'Send to a folder…' }).click()
  await expect(folder).toHaveValue(stick)
})

test('is imported though its files moved, taken back by keyboard, and written for others', async ({
  app,
  dataFolder,
}) => {
  const file = join(dataFolder, 'eski.m3u8')
  const lines = [
    '#EXTM3U',
    '#PLAYLIST:Eski liste',
    '/eski disk/müzik/Makam/Segâh taksimi.ogg',
    '#EXTINF:215,Tanburi Cemil - Kayıp <peşrev>',
    '/eski disk/müzik/kayıp.flac',
  ]
  await writeFile(file, lines.join('\n'))
  const choosing = app.waitForEvent('filechooser')
  await app.getByRole('button', { name: 'Import playlists…' }).click()
  await (await choosing).setFiles([file])
  const dialog = app.getByRole('dialog', { name: 'Playlists imported' })
  await expect(dialog).toContainText('1 track found in your library')
  await expect(dialog).toContainText('1 by its name')
  await expect(dialog).toContainText('Kayıp <peşrev>')
  await expectAccessible(app)
  await dialog.getByRole('button', { name: 'Show the playlist' }).click()
  const table = playlistTable(app, 'Eski liste')
  await expect(rowOf(table, 'Kayıp <peşrev>')).toContainText('not in your library')
  await expectAccessible(app)

  await choose(app, rowOf(table, 'Kayıp <peşrev>'), 'Locate…')
  const locating = app.getByRole('dialog', { name: /Which file of your library is “Kayıp/ })
  await expect(locating.getByRole('option', { name: 'Makam' })).toBeVisible()
  await locating.getByRole('textbox', { name: 'Folder' }).fill(dataFolder)
  await app.keyboard.press('Enter')
  await locating.getByRole('option', { name: 'eski.m3u8' }).click()
  await expect(locating.getByRole('alert')).toContainText('in none of your music folders')
  await locating.getByRole('textbox', { name: 'Folder' }).fill(join(musicFolder, 'Makam'))
  await app.keyboard.press('Enter')
  await locating.getByRole('option', { name: 'Segâh taksimi.ogg' }).click()
  const doubt = app.getByRole('dialog', { name: 'Is this “Kayıp <peşrev>”?' })
  await expect(doubt).toContainText('the playlist says 3:35')
  await expectAccessible(app)
  await doubt.getByRole('button', { name: 'Choose another file' }).click()
  await expect(locating.getByRole('option', { name: 'Segâh taksimi.ogg' })).toBeFocused()
  await app.keyboard.press('Escape')
  await expect(locating).toBeHidden()
  await expect(rowOf(table, 'Kayıp <peşrev>')).toContainText('not in your library')

  await choose(app, rowOf(table, 'Kayıp <peşrev>'), 'Locate…')
  await locating.getByRole('textbox', { name: 'Folder' }).fill(join(musicFolder, 'Makam'))
  await app.keyboard.press('Enter')
  await locating.getByRole('option', { name: 'Segâh taksimi.ogg' }).click()
  await doubt.getByRole('button', { name: 'Use it anyway' }).click()
  await expect(rowOf(table, 'Segâh')).toHaveCount(2)
  await message(app, '“Kayıp <peşrev>” located').getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(table, 'Kayıp <peşrev>')).toContainText('not in your library')

  await rowOf(table, 'Segâh').click()
  await app.keyboard.press('Delete')
  await expect(rows(table)).toHaveCount(1)
  await app.keyboard.press('Control+z')
  await expect(rows(table)).toHaveCount(2)
  await app.keyboard.press('Control+Shift+z')
  await expect(rows(table)).toHaveCount(1)
  await app.keyboard.press('Control+z')
  await expect(rows(table)).toHaveCount(2)

  await app.getByRole('button', { name: 'Export…' }).click()
  const exporting = app.getByRole('dialog', { name: 'Export “Eski liste”' })
  await exporting.getByRole('button', { name: /Format/ }).click()
  await app.getByRole('option', { name: 'XSPF' }).click()
  const downloading = app.waitForEvent('download')
  await exporting.getByRole('button', { name: 'Download' }).click()
  const written = await (await downloading).path()
  const read = execFileSync('python3', [
    '-c',
    'import sys, xml.etree.ElementTree as x; print([t.text for t in x.parse(sys.argv[1]).iter("{http://xspf.org/ns/0/}title")])',
    written,
  ])
  expect(read.toString()).toContain('Kayıp <peşrev>')

  const dragged = await app.evaluateHandle((text) => {
    const files = new DataTransfer()
    files.items.add(new File([text], 'bırakılan.m3u8', { type: 'audio/x-mpegurl' }))
    return files
  }, lines.join('\n'))
  await app.dispatchEvent('main', 'dragover', { dataTransfer: dragged })
  await expect(app.getByText('Drop to import playlists')).toBeVisible()
  await app.dispatchEvent('main', 'drop', { dataTransfer: dragged })
  await expect(app.getByText('Drop to import playlists')).toBeHidden()
  await expect(dialog).toContainText('1 track found in your library')
  await dialog.getByRole('button', { name: 'Close' }).click()

  await goTo(app, 'Library')
  await searchBox(app).fill('taksimi')
  await expect(app.getByText('4 tracks found')).toBeVisible()
  await app.getByRole('button', { name: 'Save as smart playlist…' }).click()
  const smart = app.getByRole('dialog', { name: 'New smart playlist' })
  await expect(smart.getByRole('textbox', { name: 'Name' })).toHaveValue('Taksimi')
  await smart.getByRole('textbox', { name: 'At most as long as' }).fill('0:30')
  await smart.getByRole('textbox', { name: 'At least as long as' }).fill('0:05')
  await smart.getByRole('textbox', { name: 'Name' }).fill('Taksimler')
  await expect(smart.getByRole('textbox', { name: 'Search' })).toHaveValue(
    'taksimi length:>=0:05 length:<=0:30',
  )
  await smart.getByRole('button', { name: 'Create' }).click()
  await expect(app.getByRole('link', { name: 'Taksimler 4' })).toBeVisible()
  await expect(rows(playlistTable(app, 'Taksimler'))).toHaveCount(4)
  await expectAccessible(app)
  await app.getByRole('button', { name: 'Edit…' }).click()
  const edit = app.getByRole('dialog', { name: 'Edit…' })
  await edit.getByRole('textbox', { name: 'Search' }).fill('saba')
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(rows(playlistTable(app, 'Taksimler'))).toHaveCount(1)
})
