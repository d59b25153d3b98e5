import { copyFile, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, expectAccessible, test } from './app.ts'
import {
  longestSilence,
  loudnessNow,
  recordOutput,
  strongestNow,
  takeHeard,
} from './loudspeakers.ts'
import { melodyFolder } from './melodies.ts'
import {
  addFirstFolder,
  expectPlaying,
  expectTracks,
  goTo,
  position,
  rowOf,
  rows,
  searchBox,
  trackTable,
} from './page-parts.ts'
import { writeTones } from './tone-file.ts'

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
      await expect(app.locator('.waveform > svg path')).toHaveAttribute('d', /^M.+z$/)
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

    await test.step('in a queue of ten thousand, begun far down', async () => {
      await app.evaluate(() => {
        const kept = JSON.parse(localStorage.getItem('naghma.queue') ?? '')
        const ids = Array.from({ length: 10_000 }, (_, n) => kept.ids[n % kept.ids.length])
        localStorage.setItem('naghma.queue', JSON.stringify({ ...kept, ids, index: 7000 }))
      })
      await app.reload()
      const shuffle = app.getByRole('button', { name: 'Shuffle', exact: true })
      await shuffle.click()
      await expect(shuffle).toHaveAttribute('aria-pressed', 'true')
      await app.keyboard.press('z')
      await expect(shuffle).toHaveAttribute('aria-pressed', 'false')
      await app.keyboard.press('r')
      await expect(app.getByRole('button', { name: 'Repeat: all' })).toBeVisible()
      await app.getByRole('button', { name: 'Queue', exact: true }).click()
      const dialog = app.getByRole('dialog', { name: 'Queue' })
      await expect(dialog).toContainText('10,000 tracks')
      const queue = dialog.getByRole('grid', { name: 'What plays, in order' })
      const current = rows(queue).filter({ has: app.getByRole('img', { name: 'Paused' }) })
      const place = (row: number) => queue.locator(`[role=row][aria-rowindex="${row}"]`)
      await expect(current).toHaveAttribute('aria-rowindex', '7002')
      await expect(current).toBeInViewport({ ratio: 1 })
      await expectAccessible(app)

      await current.click()
      await app.keyboard.press('Alt+ArrowDown')
      await expect(current).toHaveAttribute('aria-rowindex', '7003')
      await current.dragTo(place(7001), { targetPosition: { x: 40, y: 4 } })
      await expect(current).toHaveAttribute('aria-rowindex', '7001')
      await place(7000)
        .getByRole('button', { name: /^Remove .+ from the queue$/ })
        .click()
      await expect(dialog).toContainText('9,999 tracks')
      await expect(current).toHaveAttribute('aria-rowindex', '7000')
      await queue.focus()
      await app.keyboard.press('End')
      await expect(place(10_000)).toBeInViewport({ ratio: 1 })
      await app.keyboard.press('Delete')
      await expect(dialog).toContainText('9,998 tracks')
      await expect(place(9999)).toHaveAttribute('aria-selected', 'true')
      await app.keyboard.press('Enter')
      await expect(place(9999).getByRole('img', { name: 'Playing now' })).toBeVisible()
    })
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

test.describe('two tones', () => {
  test.use({
    startWith: async ({ dataFolder }, use) => {
      const folder = join(dataFolder, 'tones')
      await writeTones(folder, [
        { title: 'First', pitch: 440, seconds: 8, trackGain: -12 },
        { title: 'Second', pitch: 660, seconds: 8 },
      ])
      await use([folder])
    },
  })

  test('repeat a part, as loud and as slow as is wished, and follow without a gap', async ({
    app,
  }) => {
    await app.addInitScript(recordOutput)
    await app.reload()
    await expectTracks(app, 2)
    await trackTable(app).getByRole('button', { name: 'Title' }).click()
    await expect(trackTable(app)).not.toHaveAttribute('aria-busy')
    await rowOf(trackTable(app), 'First').dblclick()
    await expectPlaying(app, 'First')
    const slider = app.getByRole('slider', { name: 'Position' })
    await slider.press('Home')
    await app.keyboard.press('a')
    await expect.poll(() => position(app)).toBeGreaterThan(1)
    await app.keyboard.press('b')

    const begin = app.getByRole('slider', { name: 'Beginning of the loop' })
    const end = app.getByRole('slider', { name: 'End of the loop' })
    await test.step('between ends that keys and pointer move', async () => {
      const before = Number(await end.inputValue())
      await end.press('PageUp')
      await expect(end).toHaveAttribute('aria-valuetext', /^0:0\d\.\d$/)
      await expect.poll(async () => Number(await end.inputValue())).toBeCloseTo(before + 1, 0)
      await end.press('End')
      await expect(end).toHaveValue('8')
      const box = await end.boundingBox()
      if (!box) throw new Error('The end of the loop is not in view.')
      const middle = box.y + box.height / 2
      await app.mouse.move(box.x + box.width - 8, middle)
      await app.mouse.down()
      await app.mouse.move(box.x + 8 + (box.width - 16) / 4, middle, { steps: 4 })
      await app.mouse.up()
      await expect.poll(async () => Number(await end.inputValue())).toBeCloseTo(2, 0)
      await begin.press('ArrowRight')
      await expect(begin).not.toHaveValue('0')
    })

    await test.step('as loud as the tags say, or as recorded', async () => {
      const recorded = 9000 / 32_768 / Math.SQRT2
      const levelled = recorded * 10 ** (-12 / 20)
      const heardAs = (level: number) =>
        expect.poll(async () => Math.abs((await loudnessNow(app)) / level - 1)).toBeLessThan(0.1)
      await heardAs(levelled)
      await goTo(app, 'Settings')
      const playing = app.getByRole('region', { name: 'Playing' })
      await playing.getByText('As recorded').click()
      await heardAs(recorded)
      await playing.getByText('The same for every track').click()
      await heardAs(levelled)
      await playing.getByRole('slider', { name: 'Louder or quieter' }).press('End')
      await expect(playing.getByText('+12 dB')).toBeVisible()
      await heardAs(recorded)
      await expectAccessible(app)
    })

    await test.step('slower at the same pitch, and not beyond the loop', async () => {
      await app.keyboard.press('p')
      const strip = app.getByRole('region', { name: 'Practice' })
      await strip.getByRole('slider', { name: 'Speed' }).press('Home')
      const began = Date.now()
      const places = [await position(app)]
      while (Date.now() - began < 4000) {
        places.push(await position(app))
        await app.waitForTimeout(100)
      }
      const seconds = (Date.now() - began) / 1000
      const onward = places.map((at, n) => Math.max(0, at - (places[n - 1] ?? at)))
      const speed = onward.reduce((sum, by) => sum + by) / seconds
      expect(speed).toBeGreaterThan(0.2)
      expect(speed).toBeLessThan(0.6)
      expect(Math.max(...places)).toBeLessThan(Number(await end.inputValue()) + 0.5)
      await expect.poll(async () => Math.abs((await strongestNow(app)) - 440)).toBeLessThan(4)
      await strip.getByRole('button', { name: 'As recorded' }).click()
    })

    await test.step('and on to the other', async () => {
      await app.keyboard.press('\\')
      await slider.press('Home')
      await expect.poll(() => position(app)).toBeGreaterThan(1)
      await takeHeard(app)
      await expectPlaying(app, 'Second')
      await expect.poll(() => strongestNow(app)).toBe(660)
      expect(longestSilence(await takeHeard(app))).toBeLessThan(150)
    })
  })
})

test.describe('a melody', () => {
  test.use({
    startWith: async ({ dataFolder }, use) => {
      const folder = join(dataFolder, 'melody')
      await mkdir(folder)
      await copyFile(join(await melodyFolder(), 'Band 2.wav'), join(folder, 'Band 2.wav'))
      await use([folder])
    },
  })

  test('is heard over a drone on the tonic that was given', async ({ app }) => {
    await app.addInitScript(recordOutput)
    await app.reload()
    await rowOf(trackTable(app), 'Band 2').dblclick()
    await expectPlaying(app, 'Band 2')
    await app.keyboard.press('m')
    const tonic = app.getByRole('textbox', { name: 'Your tonic' })
    await tonic.fill('A3', { timeout: 60_000 })
    await tonic.press('Enter')
    const slider = app.getByRole('slider', { name: 'Position' })
    await slider.press('ArrowLeft')
    await expect(slider).toHaveAttribute('aria-valuetext', / of 0:38, on \S+/)
    await app.getByRole('button', { name: 'Practice' }).click()
    const strip = app.getByRole('region', { name: 'Practice' })
    await expect(strip).toContainText('On A3, given by you')
    await strip.getByText('Fifth').click()
    await strip.getByText('Octave').click()
    await app.getByRole('button', { name: 'Pause', exact: true }).click()
    await expect.poll(() => loudnessNow(app)).toBeLessThan(0.001)
    await strip.getByText('Drone', { exact: true }).click()
    await expect.poll(() => strongestNow(app)).toBe(110)
    await expectAccessible(app)
    await strip.getByText('Drone', { exact: true }).click()
    await expect.poll(() => loudnessNow(app)).toBeLessThan(0.001)
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
