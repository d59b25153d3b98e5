import type { Locator, Page } from '@playwright/test'
import { expect, expectAccessible, test } from './app.ts'
import {
  expectPlaying,
  goTo,
  message,
  neighbours,
  playlistTable,
  position,
  rowOf,
  rows,
  trackTable,
} from './page-parts.ts'

test.use({
  library: 'analysed music',
  hasTouch: true,
  viewport: { width: 1024, height: 768 },
})

/** What can be done with a finger. Places are where on an element it is put, as shares of its width and height. */
async function finger(page: Page) {
  const session = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints })
  return async function drag(on: Locator, at: Point, by: Point): Promise<void> {
    const box = await on.boundingBox()
    if (!box) throw new Error('There is nothing to drag.')
    const from = { x: box.x + at.x * box.width, y: box.y + at.y * box.height }
    await touch('touchStart', [from])
    for (let step = 1; step <= 8; step++)
      await touch('touchMove', [{ x: from.x + (by.x * step) / 8, y: from.y + (by.y * step) / 8 }])
    await touch('touchEnd', [])
  }
}
type Point = { x: number; y: number }

/** Opens the menu of a row by its button and chooses from it. */
async function chooseByFinger(row: Locator, item: string): Promise<void> {
  await row.getByRole('button', { name: 'Actions for the selected tracks' }).tap()
  await row.page().getByRole('menuitem', { name: item, exact: true }).tap()
}

test('similar tracks are found, heard and kept as a playlist by finger alone, on a tablet and a phone', async ({
  app,
}, info) => {
  test.skip(info.project.name === 'electron', 'only a browser can be given a finger')
  const drag = await finger(app)
  const table = trackTable(app)
  await expect(rows(table).nth(5)).toBeVisible()
  const sidebar = app.getByRole('separator', { name: 'Width of the sidebar' })
  const width = Number(await sidebar.getAttribute('aria-valuenow'))
  await drag(sidebar, { x: 0.95, y: 0.5 }, { x: 40, y: 30 })
  await expect(sidebar).toHaveAttribute('aria-valuenow', String(width + 40))
  await drag(table, { x: 0.3, y: 0.7 }, { x: 0, y: -200 })
  await expect.poll(() => table.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(20)
  await drag(table, { x: 0.3, y: 0.3 }, { x: 0, y: 300 })

  const rast = rowOf(table, 'Rast ezgi')
  await rast.tap({ position: { x: 150, y: 10 } })
  await expect(rast).toHaveAttribute('aria-selected', 'true')
  await expectAccessible(app)
  await chooseByFinger(rast, 'Play')
  await expectPlaying(app, 'Rast ezgi (ney)')
  await app.getByRole('button', { name: 'Pause', exact: true }).tap()
  // Across the bar and far off it, as a thumb goes.
  await drag(app.getByRole('slider', { name: 'Position' }), { x: 0.3, y: 0.5 }, { x: 90, y: -90 })
  const heard = await position(app)
  expect(heard).toBeGreaterThan(4)
  await app.getByRole('button', { name: 'Play', exact: true }).tap()
  await expect.poll(() => position(app)).toBeGreaterThan(heard)

  await goTo(app, 'Browse')
  const certainty = app.getByRole('group', { name: 'Certainty' })
  const said = certainty.getByRole('status')
  await expect(said).toBeVisible()
  const before = await said.innerText()
  await drag(certainty.locator('.slider-track'), { x: 0.2, y: 0.5 }, { x: 60, y: 20 })
  await expect(said).not.toHaveText(before)

  await goTo(app, 'Library')
  await chooseByFinger(rast, 'Sounds alike')
  await expect(rows(neighbours(app)).first()).toBeVisible()
  await app.getByRole('button', { name: 'Make a playlist' }).tap()
  await app.getByRole('button', { name: 'Create' }).tap()
  const name = 'Sounds like Rast ezgi (ney)'
  const playlist = playlistTable(app, name)
  await expect(rows(playlist).first()).toContainText('Rast ezgi')

  await app.setViewportSize({ width: 390, height: 844 })
  await app.getByRole('button', { name: 'Show the sidebar' }).tap()
  await app.getByRole('link', { name: 'Tracks' }).tap()
  await chooseByFinger(rowOf(table, 'Saba'), 'Add to playlist…')
  await app.getByRole('option', { name }).tap()
  await message(app, '1 track added').getByRole('button', { name: 'Show' }).tap()
  await chooseByFinger(rowOf(playlist, 'Saba').last(), 'Remove from playlist')
  await message(app, '1 entry removed').getByRole('button', { name: 'Undo' }).tap()
  await expect(rowOf(playlist, 'Saba')).toHaveCount(2)
  await expectAccessible(app)
})
