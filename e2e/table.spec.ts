import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, test } from './app.ts'
import { musicFolder } from './make-music.ts'
import {
  addFirstFolder,
  columnTexts,
  expectTracks,
  goTo,
  message,
  playlistTable,
  rowOf,
  rows,
  trackTable,
} from './page-parts.ts'
import { writeTones } from './tone-file.ts'

function head(app: Page, name: string): Locator {
  return trackTable(app).getByRole('columnheader', { name })
}

async function widthOf(column: Locator): Promise<number> {
  return (await column.boundingBox())?.width ?? 0
}

/** Drags from a point of an element by so many pixels. `x` is counted from its end when it is negative. */
async function drag(app: Page, from: Locator, x: number, by: number): Promise<void> {
  const box = await from.boundingBox()
  if (!box) throw new Error('There is nothing to drag.')
  const start = x < 0 ? box.x + box.width - x : box.x + x
  await app.mouse.move(start, box.y + 15)
  await app.mouse.down()
  await app.mouse.move(start + by / 2, box.y + 15, { steps: 4 })
  await app.mouse.move(start + by, box.y + 15, { steps: 4 })
  await app.mouse.up()
}

test.describe('on analysed music', () => {
  test.use({ library: 'analysed music' })

  test('columns are chosen, sized and moved by mouse and keyboard, and stay so', async ({
    app,
  }) => {
    const names = async () =>
      (await trackTable(app).getByRole('columnheader').allInnerTexts()).map((text) => text.trim())
    await app.getByRole('button', { name: 'Hide what sounds alike' }).click()
    await expect(head(app, 'Composer')).toBeVisible()
    const asMade = await names()

    await app.getByRole('button', { name: 'Columns' }).click()
    await app.getByRole('menuitemcheckbox', { name: 'Composer' }).click()
    await expect(app.getByRole('menuitemcheckbox', { name: 'Title' })).toBeDisabled()
    await expectAccessible(app)
    await app.keyboard.press('Escape')
    await expect(head(app, 'Composer')).toBeHidden()

    const album = await widthOf(head(app, 'Album'))
    await drag(app, head(app, 'Album'), -6, 60)
    expect(Math.abs((await widthOf(head(app, 'Album'))) - album - 60)).toBeLessThan(2)
    const box = await head(app, 'Title').boundingBox()
    await app.mouse.dblclick((box?.x ?? 0) + (box?.width ?? 0) + 6, (box?.y ?? 0) + 15)
    const cells = rows(trackTable(app)).locator('.track-title > .clip')
    await expect
      .poll(() => cells.evaluateAll((all) => all.some((one) => one.scrollWidth > one.clientWidth)))
      .toBe(false)

    const artist = await head(app, 'Artist').boundingBox()
    const format = await head(app, 'Format').boundingBox()
    await drag(app, head(app, 'Format'), 20, (artist?.x ?? 0) - (format?.x ?? 0) - 10)
    expect((await names()).indexOf('Format')).toBe((await names()).indexOf('Artist') - 1)
    await expect(head(app, 'Format')).toHaveAttribute('aria-sort', 'none')

    await head(app, 'Title').getByRole('button').focus()
    await app.keyboard.press('ArrowRight')
    await expect(head(app, 'Format').getByRole('button')).toBeFocused()
    await app.keyboard.press('Alt+ArrowRight')
    await expect(app.getByText('Format: column 3 of', { exact: false })).toBeAttached()
    await app.keyboard.press('Alt+Shift+ArrowRight')
    await expect(app.getByText('Format: 96 pixels wide')).toBeAttached()

    const chosen = await names()
    expect(chosen.filter((name) => !asMade.includes(name))).toEqual([])
    await app.reload()
    await expect(head(app, 'Format')).toBeVisible()
    expect(await names()).toEqual(chosen)
    expect(await widthOf(head(app, 'Format'))).toBe(96)

    await head(app, 'Format').getByRole('button').press('Shift+F10')
    await app.getByRole('menuitem', { name: 'Reset columns' }).click()
    await expect.poll(names).toEqual(asMade)
  })

  test('what is selected is dragged to a playlist, and its paths are copied', async ({ app }) => {
    const table = trackTable(app)
    await app.getByRole('button', { name: 'New playlist' }).click()
    await app.getByRole('textbox', { name: 'Name' }).fill('Boş')
    await app.getByRole('button', { name: 'Create' }).click()
    await goTo(app, 'Library')
    await table.getByRole('button', { name: 'Title' }).click()
    await expect(rows(table).first()).toContainText('Hicaz')
    await rows(table).nth(1).click()
    await rows(table)
      .nth(3)
      .click({ modifiers: ['Shift'] })
    await rows(table)
      .nth(5)
      .click({ modifiers: ['Control'] })
    await app.keyboard.press('ArrowUp')
    await app.keyboard.press('Control+ArrowDown')
    await app.keyboard.press('Control+Space')
    await app.keyboard.press('Shift+ArrowUp')
    await app.keyboard.press('Shift+ArrowUp')
    const selected = table.getByRole('row', { selected: true })
    await expect(selected).toHaveCount(3)
    const titles = (await columnTexts(table, 1)).slice(3, 6)

    await selected.nth(1).dragTo(app.getByRole('link', { name: 'Boş' }))
    await expect(message(app, '3 tracks added to Boş')).toBeVisible()
    await app.getByRole('link', { name: 'Boş 3' }).click()
    await expect.poll(() => columnTexts(playlistTable(app, 'Boş'), 1)).toEqual(titles)
    await message(app, '3 tracks added').getByRole('button', { name: 'Undo' }).click()
    await expect(app.getByText('This playlist is empty')).toBeVisible()

    await app.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await goTo(app, 'Library')
    await expect(selected).toHaveCount(3)
    await table.focus()
    await app.keyboard.press('Shift+F10')
    await app.getByRole('menuitem', { name: 'Copy paths' }).click()
    await expect(message(app, '3 paths copied')).toBeVisible()
    const paths = (await app.evaluate(() => navigator.clipboard.readText())).split('\n')
    expect(paths).toHaveLength(3)
    for (const path of paths) expect(path.startsWith(musicFolder)).toBe(true)
  })
})

test('the rows looked at stay under the eye while thousands arrive before them', async ({
  app,
  dataFolder,
}) => {
  const music = join(dataFolder, 'tones')
  const tones = (name: string, count: number, pitch: number) =>
    Array.from({ length: count }, (_, index) => ({
      title: `${name} ${String(index + 1).padStart(4, '0')}`,
      pitch: pitch + index / 10,
      seconds: 0.05,
    }))
  await writeTones(music, tones('Tone', 600, 100))
  await addFirstFolder(app, music)
  await expectTracks(app, 600)
  const table = trackTable(app)
  await table.getByRole('button', { name: 'Title' }).click()
  await expect(table).not.toHaveAttribute('aria-busy')
  await expect(rows(table).first()).toContainText('Tone 0001')
  await table.evaluate((grid) => {
    grid.scrollTop = 400 * 34 + 7
  })
  const row = rowOf(table, 'Tone 0407')
  await row.click()
  const below = (at: Locator) =>
    at.evaluate((one) =>
      Math.round(
        one.getBoundingClientRect().y -
          (one.closest('[role=grid]')?.getBoundingClientRect().y ?? 0),
      ),
    )
  const top = await below(row)

  // Whatever is painted in between counts, so every frame is looked at.
  await table.evaluate((grid) => {
    const seen = new Set<string>()
    function look() {
      const rows = [...grid.querySelectorAll('[role="row"]')]
      const found = rows.find((each) => each.textContent?.includes('Tone 0407'))
      const y = (of: Element) => of.getBoundingClientRect().y
      seen.add(found ? `at ${Math.round(y(found) - y(grid))}` : 'gone')
      requestAnimationFrame(look)
    }
    look()
    Object.assign(window, { seen })
  })
  await writeTones(music, tones('Above', 1500, 200))
  await expectTracks(app, 2100)
  await expect(row).toHaveAttribute('aria-rowindex', String(1500 + 407 + 1))
  expect(await below(row)).toBe(top)
  await expect(row).toHaveAttribute('aria-selected', 'true')
  expect(await app.evaluate(() => 'seen' in window && [...(window.seen as Set<string>)])).toEqual([
    `at ${top}`,
  ])
  await table.focus()
  await app.keyboard.press('ArrowDown')
  await expect(table.getByRole('row', { selected: true })).toContainText('Tone 0408')
})
