import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './app.ts'
import {
  choose,
  expectPlaying,
  facetValue,
  goTo,
  neighbours,
  playlistTable,
  pointsAtItem,
  rowOf,
  rows,
  trackTable,
} from './page-parts.ts'

test.use({ library: 'analysed music' })

/** Opens a dialog by its button, checks it and closes it. */
async function dialog(app: Page, open: string, check: () => Promise<void>): Promise<void> {
  await app.getByRole('button', { name: open, exact: true }).click()
  await expect(app.getByRole('dialog').or(app.getByRole('alertdialog'))).toBeVisible()
  await check()
  await app.keyboard.press('Escape')
  await expect(app.getByRole('dialog').or(app.getByRole('alertdialog'))).toBeHidden()
}

/** The library, its dialogs, playlists and what sounds alike in turn, each checked by `check`. */
async function walkLists(app: Page, check: () => Promise<void>): Promise<void> {
  const first = rows(trackTable(app)).first()
  await expect(first).toBeVisible()
  await check()
  await app.keyboard.press('Control+k')
  await expect(app.getByRole('dialog', { name: 'Find a command' })).toBeVisible()
  await app.keyboard.type('hijaz')
  await expect(app.getByRole('menuitem', { name: /^Hicaz/ }).first()).toBeVisible()
  await pointsAtItem(app)
  await check()
  await app.keyboard.press('Escape')
  await app.keyboard.press('Escape')
  await expect(app.getByRole('dialog')).toBeHidden()
  await app.keyboard.press('?')
  await expect(app.getByRole('region', { name: 'In a table' })).toBeVisible()
  const keys = await app.getByRole('dialog').locator('kbd').allInnerTexts()
  expect(keys.length).toBeGreaterThan(15)
  expect(keys, 'no two commands have the same keys').toEqual([...new Set(keys)])
  await check()
  await app.keyboard.press('Escape')
  for (const place of ['Albums', 'Artists', 'Recently added', 'Favourites'] as const) {
    await goTo(app, place)
    await expect(app.getByRole('heading', { name: place, exact: true })).toBeVisible()
    await check()
  }
  await goTo(app, 'Library')
  await first.click({ button: 'right' })
  await expect(app.getByRole('menuitem', { name: 'Play', exact: true })).toBeVisible()
  await check()
  await app.getByRole('menuitem', { name: 'New playlist from selection…' }).click()
  await app.getByRole('textbox', { name: 'Name' }).fill('Liste')
  await check()
  await app.keyboard.press('Enter')
  await expect(rows(playlistTable(app, 'Liste'))).toHaveCount(1)
  await check()
  await dialog(app, 'Export…', check)
  await dialog(app, 'Rename', check)
  await goTo(app, 'Library')
  await choose(app, first, 'Add to playlist…')
  await check()
  await app.keyboard.press('Escape')
  await choose(app, first, 'Edit tags…')
  await expect(app.getByRole('dialog', { name: /^Tags of/ })).toBeVisible()
  await check()
  await app.keyboard.press('Escape')
  await choose(app, first, 'Sounds alike')
  await expect(rows(neighbours(app)).first()).toBeVisible()
  await check()
  await rows(neighbours(app))
    .first()
    .getByRole('button', { name: /^Why is/ })
    .click()
  await expect(app.getByRole('dialog', { name: /^Why/ })).toBeVisible()
  await check()
  await app.keyboard.press('Escape')
}

/** The other screens and their dialogs. */
async function walkOthers(app: Page, check: () => Promise<void>): Promise<void> {
  await goTo(app, 'Browse')
  await expect(rows(trackTable(app)).first()).toBeVisible()
  await check()
  const filter = app.getByRole('button', { name: 'Filter' })
  if (await filter.isVisible()) await filter.click()
  await facetValue(app, 'Makam', /^Hicaz/).click()
  await check()
  if (await filter.isVisible()) await filter.click()
  await expect(app.getByRole('button', { name: 'Remove Hicaz' })).toBeVisible()
  await check()
  await rows(trackTable(app)).first().click()
  await app.keyboard.press('m')
  await expect(app.getByRole('heading', { name: /^Hicaz taksimi/ })).toBeVisible()
  await check()
  await goTo(app, 'Problems')
  await expect(app.getByText('No problems')).toBeVisible()
  await check()
  await goTo(app, 'Settings')
  await expect(app.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await check()
  await dialog(app, 'Stop Naghma', check)
  await dialog(app, 'It has moved…', check)
  await dialog(app, 'Remove', check)
  await app.getByRole('button', { name: 'Browse…' }).first().click()
  await expect(app.getByRole('listbox', { name: 'Folders' })).toBeVisible()
  await check()
  await app.keyboard.press('Escape')
}

for (const [where, walk] of [
  ['list', walkLists],
  ['other screen', walkOthers],
] as const) {
  test(`no ${where} or dialog breaks a rule of axe, or moves when motion is to be reduced`, async ({
    app,
  }) => {
    test.setTimeout(240_000)
    await app.emulateMedia({ reducedMotion: 'reduce' })
    await walk(app, async () => {
      await app.emulateMedia({ colorScheme: 'light' })
      await expectAccessible(app)
      await app.emulateMedia({ colorScheme: 'dark' })
      await expectAccessible(app, ['color-contrast'])
      const moving = await app.evaluate(() =>
        document
          .getAnimations()
          .map(({ effect }) => (effect instanceof KeyframeEffect ? effect.target?.outerHTML : '')),
      )
      expect(moving).toEqual([])
    })
  })
}

test('at 200 % zoom on a small screen everything can be reached', async ({ app }) => {
  test.setTimeout(180_000)
  await app.setViewportSize({ width: 640, height: 400 })
  const check = async () => {
    const [inner, all] = await app.evaluate(() => [
      document.documentElement.clientWidth,
      document.documentElement.scrollWidth,
    ])
    expect(all).toBeLessThanOrEqual(inner ?? 0)
  }
  await walkLists(app, check)
  await walkOthers(app, check)
  await goTo(app, 'Library')
  await expect(app.getByRole('combobox', { name: 'Search the library' })).toBeInViewport()
  await expect(rows(trackTable(app)).first()).toBeInViewport()
  await expect(app.getByRole('button', { name: 'Next track' })).toBeInViewport()

  await app.setViewportSize({ width: 1280, height: 800 })
  await app.emulateMedia({ forcedColors: 'active' })
  await choose(app, rows(trackTable(app)).first(), 'Sounds alike')
  await expect(rows(neighbours(app)).first()).toBeVisible()
  const unseen = await app.evaluate(() => {
    const canvas = getComputedStyle(document.body).backgroundColor
    const parts: [string, string?][] = [
      ['.slider-track', '::before'],
      ['.slider-thumb'],
      ['.match-bar', '::after'],
    ]
    return parts.filter(([part, pseudo]) => {
      const element = document.querySelector(part)
      return !element || getComputedStyle(element, pseudo).backgroundColor === canvas
    })
  })
  expect(unseen, 'what a background alone tells, where the system gives the colours').toEqual([])
})

type Stop = 'button' | 'link' | 'grid' | 'combobox' | 'listbox'

/** Presses Tab until what has the focus has this role and name; of a listbox, until one of its options has it. */
async function tabTo(app: Page, role: Stop, name: string) {
  const wanted = app.getByRole(role, { name, exact: role !== 'link' }).first()
  for (let n = 0; n < 60; n++) {
    await app.keyboard.press('Tab')
    const isThere = await wanted.evaluate(
      (element, inside) =>
        element === document.activeElement || (inside && element.contains(document.activeElement)),
      role === 'listbox',
    )
    if (isThere) return
  }
  throw new Error(`Tab does not lead to the ${role} ${name}.`)
}

test('everything from finding a track to exporting a playlist goes by keyboard', async ({
  app,
}) => {
  await expect(rows(trackTable(app))).toHaveCount(18)
  await app.keyboard.press('F6')
  await app.keyboard.press('Alt+1')
  await tabTo(app, 'combobox', 'Search the library')
  await app.keyboard.type('segah')
  await expect(rowOf(trackTable(app), 'Segâh')).toBeVisible()
  // Already “sega” finds one track, so the answer to all of it is waited for.
  await expect(app).toHaveURL(/segah/)
  await expect(trackTable(app)).not.toHaveAttribute('aria-busy')
  await expect(app.getByText('1 track found')).toBeVisible()
  await app.keyboard.press('Enter')
  await app.keyboard.press('ArrowDown')
  await app.keyboard.press('Enter')
  await expectPlaying(app, 'Segâh taksimi (ney)')
  await app.keyboard.press('Shift+F10')
  await expect(app.getByRole('menuitem', { name: 'Play', exact: true })).toBeFocused()
  await app.keyboard.type('sounds')
  await expect(app.getByRole('menuitem', { name: 'Sounds alike' })).toBeFocused()
  await app.keyboard.press('Enter')
  await expect(app.getByRole('heading', { name: 'Segâh taksimi (ney)' })).toBeVisible()
  await tabTo(app, 'button', 'Make a playlist')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await app.keyboard.press('Enter')
  const name = 'Sounds like Segâh taksimi (ney)'
  await expect(rows(playlistTable(app, name))).toHaveCount(17)
  await tabTo(app, 'grid', `Tracks of ${name}`)
  await app.keyboard.press('ArrowDown')
  await app.keyboard.press('Alt+ArrowDown')
  await expect(rows(playlistTable(app, name)).nth(1)).toContainText('Segâh')
  await tabTo(app, 'button', 'Export…')
  await app.keyboard.press('Enter')
  const downloading = app.waitForEvent('download')
  await tabTo(app, 'button', 'Download')
  await app.keyboard.press('Enter')
  expect((await downloading).suggestedFilename()).toBe(`${name}.m3u8`)
})

test('browsing by makam and correcting a tag goes by keyboard', async ({ app }) => {
  await expect(rows(trackTable(app))).toHaveCount(18)
  await app.keyboard.press('Tab')
  await expect(app.getByRole('button', { name: 'Skip to the page' })).toBeFocused()
  await app.keyboard.press('Enter')
  await expect(trackTable(app)).toBeFocused()
  await app.keyboard.press('Control+k')
  await app.keyboard.type('settings')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('heading', { name: 'Settings' })).toBeFocused()
  await app.keyboard.press('Alt+6')
  await expect(app.getByRole('heading', { name: 'Browse' })).toBeVisible()
  await tabTo(app, 'listbox', 'Makam')
  await app.keyboard.type('hic')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('button', { name: 'Remove Hicaz' })).toBeVisible()
  await expect(rows(trackTable(app))).toHaveCount(2)
  await tabTo(app, 'grid', 'Tracks')
  await app.keyboard.press('ArrowDown')
  await app.keyboard.press('Control+k')
  await app.keyboard.type('edit tags')
  await expect(app.getByRole('menuitem', { name: /^Edit tags/ }).first()).toBeVisible()
  await app.keyboard.press('Enter')
  await expect(app.getByRole('dialog', { name: /^Tags of Hicaz taksimi/ })).toBeVisible()
  await tabTo(app, 'button', 'Reject Hicaz')
  await app.keyboard.press('Enter')
  await expect(app.getByText('Hicaz: rejected')).toBeVisible()
  await app.keyboard.press('Escape')
  await expect(rows(trackTable(app))).toHaveCount(1)
  await expect(trackTable(app)).toBeFocused()
})
