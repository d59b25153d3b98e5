/** Parts of the page as a person names them. */
import { expect, type Locator, type Page } from '@playwright/test'

/** Where the links of the sidebar lead, and what they are called. */
const places = {
  Library: 'Tracks',
  Albums: 'Albums',
  Artists: 'Artists',
  'Recently added': 'Recently added',
  Favourites: 'Favourites',
  Browse: 'Browse',
  Teach: 'Teach',
  Similar: 'Similar',
  Problems: 'Problems',
  Settings: 'Settings',
} as const

export async function goTo(page: Page, place: keyof typeof places): Promise<void> {
  const sidebar = page.getByRole('navigation', { name: 'Main' })
  const show = page.getByRole('button', { name: 'Show the sidebar' })
  if (!(await sidebar.isVisible())) await show.click()
  await sidebar.getByRole('link', { name: places[place] }).click()
}

export function trackTable(page: Page): Locator {
  return page.getByRole('grid', { name: 'Tracks', exact: true })
}

export function neighbours(page: Page): Locator {
  return page.getByRole('grid', { name: 'Similar tracks, nearest first' })
}

export function playlistTable(page: Page, name: string): Locator {
  return page.getByRole('grid', { name: `Tracks of ${name}` })
}

export function rowOf(table: Locator, text: string | RegExp): Locator {
  return table.getByRole('row', { name: text })
}

/** The rows that are on the page: of a long table, those in view. Without the row of headers. */
export function rows(table: Locator): Locator {
  return table.getByRole('row').filter({ has: table.page().getByRole('gridcell') })
}

/** The texts of one column, in the order of the rows in view. `column` counts from 0. */
export async function columnTexts(table: Locator, column: number): Promise<string[]> {
  await expect(table).not.toHaveAttribute('aria-busy')
  return rows(table).evaluateAll(
    (all, at) => all.map((row) => row.querySelectorAll('[role=gridcell]')[at]?.textContent ?? ''),
    column,
  )
}

export function searchBox(page: Page): Locator {
  return page.getByRole('combobox', { name: 'Search the library' })
}

/** A value of one of the lists that the library is browsed by: "Hicaz 3 tracks". */
export function facetValue(page: Page, list: string, value: string | RegExp): Locator {
  return page.getByRole('listbox', { name: list, exact: true }).getByRole('option', { name: value })
}

/** Opens the menu of the selected tracks on a row. */
export async function choose(page: Page, row: Locator, item: string): Promise<void> {
  await row.click({ button: 'right' })
  await page.getByRole('menuitem', { name: item }).click()
}

/** So many tracks are in the library, or will be within `timeout` milliseconds. */
export async function expectTracks(page: Page, count: number, timeout = 60_000): Promise<void> {
  const words = count === 1 ? '1 track' : `${count.toLocaleString('en-GB')} tracks`
  const said = page.getByRole('main').getByText(words, { exact: true })
  await expect(said).toBeVisible({ timeout })
}

/** Types a path where a folder of music is asked for, and adds it. */
export async function addFolder(page: Page, path: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Folder with music' }).fill(path)
  await page.getByRole('button', { name: 'Add folder' }).click()
}

/** Goes to a step of the welcome. */
export async function goToStep(page: Page, step: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Steps' }).getByRole('button', { name: step }).click()
}

/** Adds a folder in the welcome and leaves it for the library. */
export async function addFirstFolder(page: Page, path: string): Promise<void> {
  await goToStep(page, 'Your music')
  await addFolder(page, path)
  await expect(page.getByRole('button', { name: 'Rescan' })).toBeVisible()
  await page.getByRole('button', { name: 'Skip the welcome' }).click()
}

/** Types the path of a checkpoint where one is asked for: in the welcome, else in the settings. */
export async function giveCheckpoint(page: Page, path: string): Promise<void> {
  const steps = page.getByRole('navigation', { name: 'Steps' })
  const field = page.getByRole('textbox', { name: 'Checkpoint' })
  await expect(steps.or(field).first()).toBeVisible()
  if (await steps.isVisible()) await goToStep(page, 'The model')
  await field.fill(path)
  await page.getByRole('button', { name: 'Use this model' }).click()
}

/** A message that was said once, with what can be done about it. */
export function message(page: Page, text: string | RegExp): Locator {
  return page.getByRole('alertdialog').filter({ hasText: text })
}

export async function expectPlaying(page: Page, title: string): Promise<void> {
  const player = page.getByRole('region', { name: 'Player' })
  await expect(player.getByText(title, { exact: true })).toBeVisible()
  await expect(player.getByRole('button', { name: 'Pause' })).toBeVisible()
  await expect.poll(() => position(page), { timeout: 20_000 }).toBeGreaterThan(0.3)
}

/** Seconds into the track, as the slider says. */
export async function position(page: Page): Promise<number> {
  return Number(await page.getByRole('slider', { name: 'Position' }).inputValue())
}

/** A field follows the list below it a moment later, and meanwhile points at an item that has gone. */
export async function pointsAtItem(app: Page): Promise<void> {
  const points = () =>
    app.evaluate(() => {
      const id = document.activeElement?.getAttribute('aria-activedescendant')
      return Boolean(id && document.getElementById(id))
    })
  await expect.poll(points).toBe(true)
}
