import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from './app.ts'
import {
  addFirstFolder,
  expectPlaying,
  expectTracks,
  position,
  rowOf,
  searchBox,
  trackTable,
} from './page-parts.ts'

test.describe('on analysed music', () => {
  test.use({ library: 'analysed music' })

  test('plays every format, those that browsers do not know too', async ({ app }) => {
    for (const title of [
      'Rast ezgi (ney)', // WAV
      'राग यमन, आलाप (Yaman, sitar)', // WAV, 24 bits
      'Uşşak ezgi (tanbur)', // FLAC
      'Segâh taksimi (ney)', // Vorbis
      'Nihavend semai (kemençe)', // Opus
      'Hüseyni oyun havası (tanbur)', // AAC
      'Kürdilihicazkâr ezgi (ses)', // ALAC
      'Saba taksimi (ses)', // WavPack
      'राग भूपाली (Bhupali, bansuri)', // AIFF
    ])
      await test.step(title, async () => {
        await rowOf(trackTable(app), title).dblclick()
        await expectPlaying(app, title)
        const slider = app.getByRole('slider', { name: 'Position' })
        await expect(slider).toHaveAttribute('aria-valuetext', / of 0:09$/)
      })
  })

  for (const title of ['Uşşak ezgi (tanbur)', 'Saba taksimi (ses)'])
    test(`seeks in ${title}`, async ({ app }) => {
      await rowOf(trackTable(app), title).dblclick()
      await expectPlaying(app, title)
      await app.keyboard.press(' ')
      const slider = app.getByRole('slider', { name: 'Position' })
      const box = await slider.boundingBox()
      if (!box) throw new Error('The slider is not in view.')
      await slider.click({ position: { x: box.width * 0.6, y: box.height / 2 } })
      await expect.poll(() => position(app)).toBeGreaterThan(4.5)
      expect(await position(app)).toBeLessThan(6.5)
      await app.getByRole('button', { name: 'Play', exact: true }).click()
      await expect.poll(() => position(app)).toBeGreaterThan(6.5)
      await slider.focus()
      await app.keyboard.press('ArrowLeft')
      await expect.poll(() => position(app)).toBeLessThan(4.5)
    })

  test('goes on by itself, to the next and to the previous track of the list', async ({ app }) => {
    await searchBox(app).fill('taksimi')
    const table = trackTable(app)
    await table.getByRole('button', { name: 'Title' }).click()
    await expect(table.getByRole('columnheader', { name: 'Title' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    )
    await rowOf(table, 'Saba').dblclick()
    await expectPlaying(app, 'Saba taksimi (ses)')
    await app.getByRole('button', { name: 'Pause', exact: true }).click()
    await app.getByRole('slider', { name: 'Position' }).press('Home')
    await expect.poll(() => position(app)).toBeLessThan(0.1)
    await app.getByRole('button', { name: 'Previous track' }).click()
    await expectPlaying(app, 'Hicaz taksimi (kemençe)')
    await app.getByRole('button', { name: 'Next track' }).click()
    await expectPlaying(app, 'Saba taksimi (ses)')
    await app.getByRole('slider', { name: 'Position' }).focus()
    await app.keyboard.press('ArrowRight')
    await expect(
      app.getByRole('region', { name: 'Player' }).getByText('Segâh taksimi (ney)'),
    ).toBeVisible({ timeout: 20_000 })
    await expectPlaying(app, 'Segâh taksimi (ney)')
    await expect(app.getByRole('button', { name: 'Next track' })).toBeDisabled()
    await expect(rowOf(table, 'Segâh').getByRole('img', { name: 'Playing now' })).toBeVisible()
  })

  test('is muted and comes back as loud as it was', async ({ app }) => {
    const volume = app.getByRole('slider', { name: 'Volume' })
    await volume.fill('0.5')
    await app.getByRole('button', { name: 'Mute' }).click()
    await expect(volume).toHaveValue('0')
    await app.getByRole('button', { name: 'Unmute' }).click()
    await expect(volume).toHaveValue('0.5')
    await app.reload()
    await expect(volume).toHaveValue('0.5')
  })
})

test.describe('files that went away', () => {
  test.use({ expectedComplaints: /Failed to load resource/ })

  test('say so, and play again when they are back', async ({ app, ownMusic }) => {
    await addFirstFolder(app, join(ownMusic, 'Δρόμοι'))
    await expectTracks(app, 2)
    const away = join(ownMusic, 'Ταξίμι Ουσάκ.wav')
    const file = join(ownMusic, 'Δρόμοι/Ταξίμι Ουσάκ.wav')
    await rename(file, away)
    await rowOf(trackTable(app), 'Ταξίμι').dblclick()
    const player = app.getByRole('region', { name: 'Player' })
    await expect(player.getByRole('alert')).toContainText(/not there|cannot be found/)
    await expect(rowOf(trackTable(app), 'Ταξίμι')).toContainText('missing', { timeout: 30_000 })
    await rename(away, file)
    await expect(rowOf(trackTable(app), 'Ταξίμι')).not.toContainText('missing', { timeout: 30_000 })
    await rowOf(trackTable(app), 'Ταξίμι').dblclick()
    await expectPlaying(app, 'Ταξίμι σε δρόμο Ουσάκ (μπουζούκι)')
  })
})
