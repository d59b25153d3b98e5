import { cp, mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import { checkpointFolder, musicFolder } from './make-music.ts'
import {
  addFirstFolder,
  expectTracks,
  giveCheckpoint,
  goTo,
  goToStep,
  rowOf,
  rows,
  trackTable,
} from './page-parts.ts'
import { toneFile } from './tone-file.ts'

const whole = join(musicFolder, 'Makam/Uşşak ezgi.flac')

/** The head of a file, as a download that broke off leaves it. */
async function head(path: string, bytes: number): Promise<Uint8Array> {
  const file = await open(path)
  const { buffer, bytesRead } = await file.read(new Uint8Array(bytes), 0, bytes, 0)
  await file.close()
  return buffer.subarray(0, bytesRead)
}

test('files that cannot be read are listed with the reason, and go when they are repaired', async ({
  app,
  dataFolder,
}) => {
  const music = join(dataFolder, 'bad-music')
  await mkdir(music)
  await writeFile(join(music, 'empty.mp3'), '')
  await writeFile(join(music, 'letter.mp3'), 'Dear friend, this is not music at all.\n'.repeat(99))
  await writeFile(join(music, 'noise.flac'), Buffer.alloc(50_000, 0xa5))
  await writeFile(join(music, 'good.wav'), toneFile({ title: 'Good', pitch: 440, seconds: 6 }))
  await cp(whole, join(music, 'named wrongly.mp3'))
  await addFirstFolder(app, music)
  await expectTracks(app, 2)
  await expect(rowOf(trackTable(app), 'Uşşak ezgi (tanbur)')).toContainText('flac')

  await goTo(app, 'Problems')
  const problems = app.getByRole('grid', { name: 'Problems' })
  await expect(rows(problems)).toHaveCount(3)
  await expect(rowOf(problems, 'empty.mp3')).toContainText('File is empty')
  await expect(rowOf(problems, 'letter.mp3')).toContainText('Not a known audio format')
  await expect(rowOf(problems, 'noise.flac')).toContainText('Not a known audio format')
  await expect(rowOf(problems, 'empty.mp3')).toContainText('reading tags')

  await cp(whole, join(music, 'empty.mp3'))
  await rowOf(problems, 'empty.mp3')
    .getByRole('button', { name: /^Try .* again$/ })
    .click()
  await expect(rows(problems)).toHaveCount(2, { timeout: 30_000 })
  await expect(app.getByRole('link', { name: 'Problems 2' })).toBeVisible()
  await cp(join(musicFolder, 'Δρόμοι/Ταξίμι Ουσάκ.wav'), join(music, 'noise.flac'))
  await cp(join(musicFolder, 'Makam/Saba taksimi.wv'), join(music, 'letter.mp3'))
  await app.getByRole('button', { name: 'Try all again' }).click()
  await expect(app.getByText('No problems')).toBeVisible({ timeout: 30_000 })
  await goTo(app, 'Library')
  await expectTracks(app, 4)
})

test('files that cannot be analysed say why, play as far as they can, and are tried again', async ({
  app,
  dataFolder,
}) => {
  const music = join(dataFolder, 'broken-music')
  await mkdir(music)
  await writeFile(join(music, 'short.wav'), toneFile({ title: 'Short', pitch: 440, seconds: 0.2 }))
  await writeFile(join(music, 'cut.flac'), await head(whole, 3000))
  await writeFile(
    join(music, 'half.wav'),
    await head(join(musicFolder, 'Makam/Rast ezgi.wav'), 1_100_000),
  )
  await writeFile(join(music, 'good.wav'), toneFile({ title: 'Good', pitch: 220, seconds: 6 }))
  await giveCheckpoint(app, checkpointFolder)
  await expect(app.getByText('Random weights')).toBeVisible()
  await addFirstFolder(app, music)
  const table = trackTable(app)
  await expect(rowOf(table, 'Good').getByRole('gridcell', { name: 'Full' })).toBeVisible()
  await expect(rowOf(table, 'Rast ezgi').getByRole('gridcell', { name: 'Full' })).toBeVisible()
  await expect(rowOf(table, 'Rast ezgi')).toContainText('damaged')
  await expect(rowOf(table, 'Short').getByRole('gridcell', { name: 'Problem' })).toBeVisible()

  await goTo(app, 'Problems')
  const problems = app.getByRole('grid', { name: 'Problems' })
  await expect(rowOf(problems, 'short.wav')).toContainText('Too short to analyse')
  await expect(rowOf(problems, 'cut.flac')).toBeVisible()
  await rowOf(problems, 'short.wav').click()
  await app.getByRole('button', { name: 'Try 1 again' }).click()
  await expect(app.getByText('Trying 1 file again')).toBeVisible()
  await expect(rowOf(problems, 'short.wav')).toContainText('Too short to analyse')
  await cp(whole, join(music, 'cut.flac'))
  await app.getByRole('button', { name: 'Try all again' }).click()
  await expect(rowOf(problems, 'cut.flac')).toBeHidden({ timeout: 30_000 })
  await goTo(app, 'Library')
  await expect(rowOf(table, 'Uşşak').getByRole('gridcell', { name: 'Full' })).toBeVisible({
    timeout: 30_000,
  })
})

test('checkpoints that cannot be used are refused with the reason', async ({ app, dataFolder }) => {
  const cut = join(dataFolder, 'cut')
  await cp(checkpointFolder, cut, { recursive: true })
  await writeFile(
    join(cut, 'model.safetensors'),
    await head(join(checkpointFolder, 'model.safetensors'), 100_000),
  )
  const other = join(dataFolder, 'other')
  await cp(checkpointFolder, other, { recursive: true })
  await writeFile(join(other, 'config.json'), '{"model_type": "bert", "hidden_size": 768}')
  const evil = join(dataFolder, 'evil')
  await mkdir(evil)
  for (const name of ['config.json', 'preprocessor_config.json'])
    await cp(join(checkpointFolder, name), join(evil, name))
  await writeFile(join(evil, 'pytorch_model.bin'), "cos\nsystem\n(S'true'\ntR.")

  await goToStep(app, 'The model')
  const model = app.getByRole('textbox', { name: 'Checkpoint' })
  for (const [path, reason] of [
    [join(cut, 'model.safetensors'), /incomplete|truncated|shorter|ends/i],
    [other, /bert/],
    [evil, /not a safetensors file/],
  ] as const) {
    await model.fill(path)
    await app.getByRole('button', { name: 'Use this model' }).click()
    await expect(
      app
        .getByText(/^The model cannot be used/)
        .or(app.getByText(reason))
        .first(),
    ).toContainText(reason)
  }
  await model.fill(checkpointFolder)
  await app.getByRole('button', { name: 'Use this model' }).click()
  await expect(app.getByText('Random weights')).toBeVisible()
})
