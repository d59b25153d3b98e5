import { expect, expectAccessible, test } from './app.ts'
import { expectTracks, goTo, rowOf, rows, searchBox, trackTable } from './page-parts.ts'

test.use({ library: 'analysed music' })

test('a suggestion makes a term of a word, terms are told and taken out again, all by keyboard', async ({
  app,
}) => {
  await expectTracks(app, 18)
  await app.keyboard.press('/')
  await app.keyboard.type('hijaz')
  const hicaz = app.getByRole('option', { name: /^Hicaz\s*Makam/ })
  await expect(hicaz).toBeVisible()
  await expect(rowOf(trackTable(app), 'Hicaz taksimi').first()).toBeVisible()
  await expectAccessible(app)
  await app.keyboard.press('ArrowDown')
  await expect(hicaz).toHaveAttribute('aria-selected', 'true')
  await app.keyboard.press('Enter')
  await expect(searchBox(app)).toHaveValue('makam:hicaz ')
  const meant = app.getByRole('grid', { name: 'What is searched for' })
  await expect(meant.getByRole('row', { name: 'Makam: Hicaz' })).toBeVisible()
  await expect(app.getByText('2 tracks found')).toBeVisible()

  await app.keyboard.type('-for')
  await expect(app.getByRole('option').first()).toBeVisible()
  await app.keyboard.type('mat:flac')
  await expect(app.getByText('1 track found')).toBeVisible()
  await expect(meant.getByRole('row', { name: 'not Format: flac' })).toBeVisible()
  await app.keyboard.type(' year:soon')
  await expect(app.getByRole('status').getByText(/it wants, for example, year:1960/)).toBeVisible()
  await expectAccessible(app)
  await meant.getByRole('button', { name: 'Search without year:soon' }).click()
  await meant.getByRole('button', { name: 'Search without not Format: flac' }).click()
  await expect(app.getByText('2 tracks found')).toBeVisible()
  await expect(searchBox(app)).toHaveValue('makam:hicaz')

  await searchBox(app).focus()
  await app.keyboard.press('Enter')
  await expect(trackTable(app)).toBeFocused()
  await app.keyboard.press('/')
  await app.keyboard.press('Escape')
  await expectTracks(app, 18)
  await app.keyboard.press('Enter')
  await app.keyboard.press('/')
  await app.getByRole('option', { name: 'makam:hicaz Searched before' }).click()
  await expect(app.getByText('2 tracks found')).toBeVisible()
})

test('the box tells what can be searched, and finds it', async ({ app }) => {
  await expectTracks(app, 18)
  await app.getByRole('button', { name: 'What can be searched' }).click()
  const help = app.getByRole('dialog', { name: 'What can be searched' })
  await expect(help.getByRole('rowheader')).toHaveCount(23)
  await expectAccessible(app)
  await help.getByRole('button', { name: 'Search for form:taksim' }).click()
  await expect(searchBox(app)).toHaveValue('form:taksim')
  await expect(rowOf(trackTable(app), 'Segâh taksimi')).toBeVisible()
  for (const [search, title] of [
    ['حجاز', 'Hicaz taksimi (kemençe)'],
    ['bhoopali', 'राग भूपाली (Bhupali, bansuri)'],
    ['raga:भैरवी', 'राग भैरवी (Bhairavi, sarangi)'],
    ['dromos:ousak', 'Ταξίμι σε δρόμο Ουσάκ (μπουζούκι)'],
    ['instrument:tanbur tradition:turkish uşşak', 'Uşşak ezgi (tanbur)'],
    ['title:"taksimi (ney)"', 'Segâh taksimi (ney)'],
    ['is:analysed length:<10 added:7d segâh', 'Segâh taksimi (ney)'],
  ] as const) {
    await searchBox(app).fill(search)
    await expect(rowOf(trackTable(app), title).first(), search).toBeVisible()
    await expect(app.getByText(/^\d tracks? found$/), search).toBeVisible()
  }
  await searchBox(app).fill('is:missing')
  await expect(app.getByText('Nothing found for “is:missing”')).toBeVisible()
  await searchBox(app).fill('-is:missing')
  await expect(rows(trackTable(app))).toHaveCount(18)
})

test('a setting is found by its words, however they are typed', async ({ app }) => {
  await goTo(app, 'Settings')
  const sections = app.getByRole('navigation', { name: 'Sections of the settings' })
  const box = app.getByRole('searchbox', { name: 'Find a setting' })
  await expect(box).toBeVisible()
  await app.keyboard.press('/')
  await app.keyboard.type('REPLAYGAÍN')
  await expect(sections.getByRole('link')).toHaveText(['Playing'])
  await expect(app.getByRole('heading', { name: 'Music folders' })).toBeHidden()
  await app.keyboard.press('Enter')
  await expect(box).not.toBeFocused()
  await expect(app.getByRole('heading', { name: 'Playing' })).toBeInViewport()

  await box.fill('gramophone')
  await expect(app.getByText('No setting is called “gramophone”')).toBeVisible()
  await expectAccessible(app)
  await box.press('Escape')
  await expect(app.getByRole('heading', { name: 'Music folders' })).toBeVisible()
})
