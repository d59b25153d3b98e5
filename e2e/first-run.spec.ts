import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, expectAccessible, test } from './app.ts'
import { checkpointFolder } from './make-music.ts'
import {
  addFolder,
  expectTracks,
  giveCheckpoint,
  goTo,
  goToStep,
  neighbours,
  rowOf,
  rows,
  trackTable,
} from './page-parts.ts'

test('from an empty library to an exported playlist of what sounds alike', async ({
  app,
  ownMusic,
}) => {
  await expect(app.getByRole('heading', { name: 'Welcome to Naghma' })).toBeVisible()
  await expectAccessible(app)

  await app.getByRole('button', { name: 'Later, go on' }).click()
  await giveCheckpoint(app, checkpointFolder)
  await expect(app.getByText('Random weights')).toBeVisible()
  await goToStep(app, 'Your music')
  await addFolder(app, ownMusic)
  await app.getByRole('button', { name: 'Next', exact: true }).click()
  await expect(app.getByRole('heading', { name: 'What this computer can do' })).toBeFocused()
  await expectAccessible(app)
  await app.getByRole('button', { name: 'Next', exact: true }).click()
  await expect(app.getByText('Random weights')).toBeVisible()
  await app.getByRole('button', { name: 'Next', exact: true }).click()
  const first = app.getByRole('list', { name: 'First tracks' })
  await expect(app.getByText('18 tracks found')).toBeVisible({ timeout: 60_000 })
  await expect(first.getByRole('button', { name: /^Play / }).first()).toBeVisible()
  await expectAccessible(app)
  await app.getByRole('button', { name: 'Open the library' }).click()
  await expectTracks(app, 18)

  await expect(app.getByRole('progressbar', { name: 'Analysing' })).toBeVisible()
  const ney = rowOf(trackTable(app), 'Rast ezgi (ney)')
  await expect(ney.getByRole('gridcell', { name: 'Full' })).toBeVisible({ timeout: 60_000 })
  await expect(app.getByRole('progressbar', { name: 'Analysing' })).toBeHidden({ timeout: 60_000 })

  await ney.click()
  await app.keyboard.press('s')
  await expect(app.getByRole('heading', { name: 'Rast ezgi (ney)' })).toBeVisible()
  await expect(app.getByText('among 18 analysed tracks')).toBeVisible()
  await expect.poll(() => rows(neighbours(app)).count()).toBeGreaterThan(5)

  await app.getByRole('button', { name: 'Make a playlist' }).click()
  const name = app.getByRole('textbox', { name: 'Name' })
  await expect(name).toHaveValue('Sounds like Rast ezgi (ney)')
  await name.fill('नग़्मा, nağme')
  await app.getByRole('button', { name: 'Create' }).click()
  await expect(app.getByRole('heading', { name: 'नग़्मा, nağme' })).toBeVisible()

  await app.getByRole('button', { name: 'Export…' }).click()
  const downloading = app.waitForEvent('download')
  await app.getByRole('dialog').getByRole('button', { name: 'Download' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('नग़्मा, nağme.m3u8')
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n')
  expect(lines[0]).toBe('#EXTM3U')
  expect(lines).toContain('#EXTINF:9,Synthesised by Naghma - Rast ezgi (ney)')
  const paths = lines.filter((line) => !line.startsWith('#'))
  expect(paths[0]).toBe(join(ownMusic, 'Makam/Rast ezgi.wav'))
  // Another copy of one recording stands under it.
  expect(paths).toHaveLength(17)
  for (const path of paths) expect((await stat(path)).isFile(), path).toBe(true)
})

test('a folder and a checkpoint are found in the chooser', async ({ app, ownMusic }) => {
  await app.getByRole('textbox', { name: 'Folder with music' }).fill(join(ownMusic, '..'))
  await app.getByRole('button', { name: 'Browse…' }).first().click()
  const chooser = app.getByRole('dialog', { name: 'Choose a music folder' })
  await chooser.getByRole('option', { name: 'own-music' }).click()
  await expect(chooser.getByRole('textbox', { name: 'Folder' })).toHaveValue(ownMusic)
  await chooser.getByRole('button', { name: 'Up one folder' }).click()
  await expect(chooser.getByRole('option', { name: 'own-music' })).toBeVisible()
  await chooser.getByRole('textbox', { name: 'Folder' }).fill(join(ownMusic, 'Δρόμοι'))
  await chooser.getByRole('button', { name: 'Go' }).click()
  await expect(chooser.getByText('No folders in here')).toBeVisible()
  await chooser.getByRole('button', { name: 'Choose this folder' }).click()
  await app.getByRole('button', { name: 'Skip the welcome' }).click()
  await expectTracks(app, 2)

  await goTo(app, 'Settings')
  await app.getByRole('textbox', { name: 'Checkpoint' }).fill(checkpointFolder)
  await app.getByRole('region', { name: 'Model' }).getByRole('button', { name: 'Browse…' }).click()
  const files = app.getByRole('dialog', { name: 'Choose a checkpoint' })
  await files.getByRole('option', { name: 'model.safetensors' }).click()
  await expect(app.getByRole('region', { name: 'Model' })).toContainText('layers of')
})

test('what cannot be added or used says why, beside the field', async ({ app, dataFolder }) => {
  await addFolder(app, join(dataFolder, 'absent'))
  await expect(app.getByRole('textbox', { name: 'Folder with music' })).toHaveAccessibleDescription(
    /absent/,
  )
  await giveCheckpoint(app, dataFolder)
  await expect(app.getByText(/config\.json/).last()).toBeVisible()
})

test('the welcome can be put off and the library still asks for a folder', async ({ app }) => {
  await app.getByRole('button', { name: 'Skip the welcome' }).click()
  await expect(app.getByText('Your library is empty')).toBeVisible()
  await expectAccessible(app)
  await app.reload()
  await expect(app.getByText('Your library is empty')).toBeVisible()
  await app.getByRole('button', { name: 'Show the welcome again' }).click()
  await expect(app.getByRole('heading', { name: 'Welcome to Naghma' })).toBeVisible()
})
