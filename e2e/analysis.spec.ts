import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { checkpointFolder } from './make-music.ts'
import { expectTracks, goTo, message, rows, trackTable } from './page-parts.ts'
import { childrenOf, runs } from './served.ts'
import { toneFile } from './tone-file.ts'

const count = 24

/** Started on so many tones that there is time to interfere with their analysis. */
test.use({
  startWith: async ({ dataFolder }, use) => {
    const music = join(dataFolder, 'tones')
    await mkdir(music)
    for (let n = 0; n < count; n++)
      await writeFile(
        join(music, `${n}.wav`),
        toneFile({ title: `Tone ${n}`, pitch: 110 + n, seconds: 20 }),
      )
    await use([music, '--model', checkpointFolder])
  },
})

function progress(app: Page) {
  return app.getByRole('region', { name: 'In progress' })
}

function soundProgress(app: Page) {
  return progress(app).getByRole('group', { name: 'Analysing sound' })
}

/** Tracks done so far, as the page says. */
async function done(app: Page): Promise<number> {
  const text = await soundProgress(app)
    .getByText(/of 24 tracks/)
    .innerText()
  return Number(/(\d+) of 24/.exec(text)?.[1])
}

async function expectAllAnalysed(app: Page): Promise<void> {
  await expect(progress(app)).toBeHidden({ timeout: 60_000 })
  const table = trackTable(app)
  await table.getByRole('columnheader', { name: 'Analysis' }).getByRole('button').click()
  await expect(rows(table).first()).toContainText('Full')
  await table.focus()
  await app.keyboard.press('End')
  await expect(rows(table).last()).toContainText('Full')
  await expect(app.getByRole('link', { name: 'Problems', exact: true })).toBeVisible()
}

test('pauses, resumes where it was, and outlives a reload', async ({ app }) => {
  await expect.poll(() => done(app), { timeout: 30_000 }).toBeGreaterThan(0)
  await app.getByRole('button', { name: 'Pause analysis' }).click()
  await expect(progress(app).getByText('Analysis paused')).toBeVisible()
  await app.waitForTimeout(1000)
  const before = await done(app)
  await app.waitForTimeout(1500)
  expect(await done(app)).toBe(before)
  await app.reload()
  await expect(progress(app).getByText('Analysis paused')).toBeVisible()
  expect(await done(app)).toBe(before)
  await app.getByRole('button', { name: 'Resume analysis' }).click()
  await expect(progress(app).getByText(/a minute/)).toBeVisible()
  await expect.poll(() => done(app)).toBeGreaterThan(before)
})

test('is cancelled within a second, and starts again when asked', async ({ app }) => {
  await expect.poll(() => done(app), { timeout: 30_000 }).toBeGreaterThan(0)
  await app.getByRole('button', { name: 'Cancel analysis' }).click()
  await expect(soundProgress(app)).toBeHidden({ timeout: 1500 })
  await expectTracks(app, count)
  await app.getByRole('button', { name: /^Analyse \d+ more tracks$/ }).click()
  await expectAllAnalysed(app)
})

test('goes on when a process of it is killed, says so once, and loses nothing', async ({
  app,
  served,
}) => {
  test.skip(process.platform !== 'linux', 'the processes of a host are found in /proc')
  for (const kind of ['media', 'inference'] as const) {
    const before = await done(app)
    // The tracks that were in flight at the death before this one are done again first.
    await expect.poll(() => done(app), { timeout: 30_000 }).toBeGreaterThan(before + 2)
    const [pid] = await childrenOf(served.process, kind)
    if (pid === undefined) throw new Error(`There is no ${kind} process.`)
    process.kill(pid, 'SIGKILL')
    await expect(message(app, kind)).toContainText('goes on')
    expect(runs(pid)).toBe(false)
  }
  await expectAllAnalysed(app)
})

test('can be told to use fewer cores and to look at all of a track', async ({ app }) => {
  await goTo(app, 'Settings')
  await app.getByText('Full', { exact: true }).click()
  await app.getByText('At most…').click()
  const cores = app.getByRole('textbox', { name: 'Cores' })
  await cores.fill('1')
  await cores.press('Enter')
  await app.reload()
  await expect(app.getByRole('radio', { name: 'Full' })).toBeChecked()
  await expect(cores).toHaveValue('1')
})
