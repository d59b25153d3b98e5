import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { en } from '../renderer/src/locales/en/words.ts'
import { tr } from '../renderer/src/locales/tr/words.ts'
import { expect, expectAccessible, test } from './app.ts'
import { rows } from './page-parts.ts'
import { writeTones } from './tone-file.ts'

/** In no alphabet's order. */
const titles = ['Zeybek', 'İlahi', 'Çile', 'Ölürsem', 'Uşşak', 'Ilgaz', 'Cemile', 'Oyun', 'Ümit']

test.use({
  library: 'analysed music',
  locale: 'tr-TR',
  startWith: async ({ dataFolder }, use) => {
    const folder = join(dataFolder, 'plaklar')
    const tones = titles.map((title, index) => ({ title, pitch: 150 + 30 * index, seconds: 75 }))
    await writeTones(
      folder,
      tones.map((tone) => ({ ...tone, artist: 'Işık' })),
    )
    await use([folder])
  },
})

function textsOf(words: object): string[] {
  return Object.values(words).flatMap((value) =>
    typeof value === 'string' ? [value] : textsOf(value),
  )
}

/** A text of the locale with anything filled in. */
function filledIn(text: string): RegExp {
  const pieces = text
    .split(/\{\{.*?\}\}/)
    .map((piece) => piece.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&'))
  return new RegExp(`^${pieces.join('.+')}$`, 's')
}

/** Of what is said in English, what says something without that which is filled in, and is said otherwise in Turkish. */
function englishTexts(): RegExp[] {
  const turkish = new Set(textsOf(tr))
  return textsOf(en)
    .filter((text) => !turkish.has(text) && /\p{L}{2}/u.test(text.replace(/\{\{.*?\}\}/g, '')))
    .map(filledIn)
}

const english = englishTexts()
const nameOfKey = /^[a-z]+(\.[a-zA-Z-]+)+$/

/** What is shown or read aloud, piece by piece. Leaves out what says that it is in another language. */
function textsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said = [
      'aria-label',
      'aria-roledescription',
      'aria-valuetext',
      'title',
      'placeholder',
      'alt',
    ]
    const found = [...document.body.querySelectorAll<HTMLElement>('*')]
      .filter((element) => element.checkVisibility() && !element.closest('body [lang]'))
      .flatMap((element) => [
        ...said.map((name) => element.getAttribute(name) ?? ''),
        ...[...element.childNodes]
          .filter((child) => child.nodeType === Node.TEXT_NODE)
          .flatMap((child) => (child.textContent ?? '').split(' · ')),
      ])
    return [...new Set(found.map((text) => text.trim()).filter(Boolean))]
  })
}

async function expectTurkish(page: Page): Promise<void> {
  const texts = await textsOn(page)
  expect(texts.length).toBeGreaterThan(5)
  const wrong = texts.filter(
    (text) => nameOfKey.test(text) || english.some((pattern) => pattern.test(text)),
  )
  expect(wrong, 'English, or a key without words').toEqual([])
}

test('who speaks Turkish meets Turkish everywhere: words, alphabet and numbers', async ({
  app,
}) => {
  test.setTimeout(120_000)
  const main = app.getByRole('main')
  const menu = app.getByRole('navigation', { name: tr.sidebar.name })
  const table = app.getByRole('grid', { name: tr.library.table, exact: true })
  const shown = () => rows(table).locator('.track-title').allInnerTexts()
  await expect(app.locator('html')).toHaveAttribute('lang', 'tr')
  await expect(main.getByText('27 parça', { exact: true })).toBeVisible({ timeout: 60_000 })
  await expect(app.getByRole('region', { name: tr.progress.name })).toBeHidden({ timeout: 60_000 })

  const search = app.getByRole('combobox', { name: tr.library.search })
  await search.fill('artist:ışık')
  await expect(main.getByText('9 parça bulundu')).toBeVisible()
  await table.getByRole('button', { name: tr.track.title, exact: true }).click()
  const inOrder = ['Cemile', 'Çile', 'Ilgaz', 'İlahi', 'Oyun', 'Ölürsem', 'Uşşak', 'Ümit', 'Zeybek']
  await expect.poll(shown).toEqual(inOrder)
  await expect(rows(table).first()).toContainText('1:15')
  await expectTurkish(app)
  await expectAccessible(app)
  for (const [words, found] of [
    ['ilahi', 'İlahi'],
    ['İLAHİ', 'İlahi'],
    ['ılgaz', 'Ilgaz'],
    ['ILGAZ', 'Ilgaz'],
    ['ilgaz', 'Ilgaz'],
    ['ussak isik', 'Uşşak'],
  ] as const) {
    await search.fill(words)
    await expect.poll(shown).toEqual([found])
  }
  await search.fill('segah')
  await search.press('Enter')
  await expect.poll(shown).toEqual(['Segâh taksimi (ney)'])
  await rows(table).first().click({ button: 'right' })
  await expectTurkish(app)
  await app.getByRole('menuitem', { name: tr.track.editTags }).click()
  await expect(app.getByText('dosyada: MAKAM alanı').first()).toBeVisible()
  await expectTurkish(app)
  await app.keyboard.press('Escape')
  await rows(table)
    .first()
    .dblclick({ position: { x: 80, y: 15 } })
  const player = app.getByRole('region', { name: tr.player.name })
  await expect(player.getByRole('button', { name: tr.player.pause })).toBeVisible()
  await player.getByRole('button', { name: tr.practice.name }).click()
  await expectTurkish(app)
  await app.keyboard.press('Shift+?')
  await expect(app.getByRole('dialog', { name: tr.commands.sheet })).toBeVisible()
  await expectTurkish(app)
  await app.keyboard.press('Escape')

  for (const name of [
    tr.sidebar.albums,
    tr.sidebar.artists,
    tr.sidebar.recent,
    tr.sidebar.favourites,
    tr.browse.name,
    tr.problems.name,
  ]) {
    await menu.getByRole('link', { name }).click()
    await expect(app.getByRole('heading', { level: 1, name })).toBeVisible()
    await expectTurkish(app)
  }
  await menu.getByRole('link', { name: tr.sidebar.tracks }).click()
  await search.fill('segah')
  await search.press('Enter')
  await expect.poll(shown).toEqual(['Segâh taksimi (ney)'])
  await rows(table).first().click()
  await app.keyboard.press('s')
  await expect(rows(app.getByRole('grid', { name: tr.similar.table })).first()).toBeVisible()
  await expectTurkish(app)
  await app.goBack()
  await rows(table).first().click()
  await app.keyboard.press('m')
  await expect(main.getByRole('heading', { name: 'Segâh taksimi (ney)' })).toBeVisible()
  await expectTurkish(app)
  await expectAccessible(app)

  await menu.getByRole('link', { name: tr.settings.name }).click()
  await expect(main.getByText('9 dosya').first()).toBeVisible()
  await expectTurkish(app)
  await expectAccessible(app)
})
