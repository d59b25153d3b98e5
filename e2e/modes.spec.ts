import { expect, expectAccessible, test } from './app.ts'
import { melodyFolder } from './melodies.ts'
import {
  expectTracks,
  facetValue,
  goTo,
  message,
  neighbours,
  rowOf,
  rows,
  searchBox,
  trackTable,
} from './page-parts.ts'

test.use({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern
  startWith: async ({}, use) => {
    await use([await melodyFolder()])
  },
})

/** Five melodies are listened to meanwhile. */
const listening = { timeout: 90_000 }

test('browse by makam, correct a tag, see it learned', async ({ app }) => {
  test.setTimeout(180_000)
  await expectTracks(app, 5)
  await goTo(app, 'Browse')
  const hint = app.getByRole('complementary', { name: 'No modes yet' })
  await expect(hint).toContainText('does not guess a tradition', listening)
  await expect(facetValue(app, 'Tradition', 'Tradition not known 5 tracks')).toBeVisible()
  await expect(rowOf(trackTable(app), 'Band 1')).toContainText('Hicaz?', listening)
  await expectAccessible(app)

  await hint.getByRole('button', { name: 'Choose a tradition' }).click()
  await app.getByRole('button', { name: /Tradition of this library/ }).click()
  await app.getByRole('option', { name: 'Turkish makam' }).click()
  await goTo(app, 'Browse')
  await facetValue(app, 'Makam', 'Hicaz 3 tracks').click(listening)
  await expect(rows(trackTable(app))).toHaveCount(3)
  await expect(rowOf(trackTable(app), 'Band 1')).toContainText(/Hicaz · \d+\s%/)
  await expect(app.getByRole('row', { name: 'Hicaz', exact: true })).toBeVisible()
  await expectAccessible(app)

  await rowOf(trackTable(app), 'Band 1').getByRole('link', { name: /Hicaz/ }).click()
  await expect(app.getByRole('heading', { name: 'Band 1' })).toBeVisible()
  const mode = app.getByRole('region', { name: 'Mode' })
  await expect(mode.getByText(/^Likely Hicaz \(\d+\s%\)$/)).toBeVisible()
  await expect(
    app.getByRole('img', { name: /^How often each pitch sounds.*Hicaz\.$/ }),
  ).toBeVisible()
  await expect(
    app.getByRole('img', { name: /^The whole track: pitch of the melody/ }),
  ).toBeVisible()
  for (const table of await app.getByRole('button', { name: 'As a table' }).all())
    await table.click()
  await expect(app.getByRole('rowheader', { name: 'Dügâh' }).first()).toBeVisible()
  await expect(app.getByRole('rowheader', { name: '0:05–0:10' })).toBeVisible()
  await expectAccessible(app)
  const downloading = app.waitForEvent('download')
  await app.getByRole('button', { name: 'Save the measured scale (.scl)' }).click()
  expect((await downloading).suggestedFilename()).toMatch(/\.scl$/)

  await app.getByRole('button', { name: 'Confirm Hicaz' }).click()
  await expect(message(app, 'Hicaz: confirmed')).toBeVisible()
  await expect(mode.getByText('Hicaz, confirmed by you')).toBeVisible()
  await app.goBack()
  await expect(rowOf(trackTable(app), 'Band 1')).toContainText('Confirmed by you')
  await expect(facetValue(app, 'Makam', 'Hicaz 3 tracks')).toHaveAttribute('aria-selected', 'true')
  await rowOf(trackTable(app), 'Band 2').getByRole('link', { name: /Hicaz/ }).click()
  await expect(mode.getByText('1 of your tracks taught this.').first()).toBeVisible(listening)

  await app.getByRole('button', { name: 'Another… instead of Hicaz' }).click()
  await app.getByRole('combobox', { name: 'It is not Hicaz but' }).fill('sehnaz')
  await app.getByRole('option', { name: /^Şehnaz\s*Makam/ }).click()
  await expect(mode.getByText('Şehnaz, confirmed by you')).toBeVisible()
  const rejected = app.getByRole('listitem').filter({ hasText: 'rejected by you' })
  await expect(rejected).toContainText('Hicaz')
  await message(app, 'It is Şehnaz').getByRole('button', { name: 'Undo' }).click()
  await expect(mode.getByText(/^Likely Hicaz/)).toBeVisible()
  await expect(rejected).toBeHidden()

  await app.goBack()
  await app.getByRole('button', { name: 'Remove Hicaz' }).click()
  await expect(rows(trackTable(app))).toHaveCount(5)
})

test('find tracks in the same mode, all by keyboard', async ({ app }) => {
  test.setTimeout(180_000)
  await expectTracks(app, 5)
  await expect(rowOf(trackTable(app), 'Band 5')).toContainText('Hicaz?', listening)
  await expect(app.getByRole('region', { name: 'In progress' })).toBeHidden(listening)
  await app.keyboard.press('/')
  await expect(searchBox(app)).toBeFocused()
  await app.keyboard.type('band 5')
  await expect(app.getByText('1 track found')).toBeVisible()
  await app.keyboard.press('Enter')
  await app.keyboard.press('ArrowDown')
  await app.keyboard.press('s')
  await expect(app.getByText('What is in a mode like that of')).toBeVisible()
  await expect(rows(neighbours(app))).toHaveCount(4)
  const nearest = await rows(neighbours(app)).allInnerTexts()
  expect(
    nearest
      .slice(0, 2)
      .map((text) => /Band \d/.exec(text)?.[0])
      .sort(),
  ).toEqual(['Band 1', 'Band 2'])
  await expectAccessible(app)

  await neighbours(app).focus()
  await app.keyboard.press('ArrowDown')
  await app.keyboard.press('w')
  const why = app.getByRole('dialog', { name: /^Why Band [12]\?$/ })
  await expect(why).toContainText('pitches in common')
  await expect(why.getByRole('img', { name: /^How often each pitch sounds/ })).toBeVisible()
  await expectAccessible(app)
  await app.keyboard.press('Escape')
  await expect(why).toBeHidden()

  const blend = app.getByRole('slider', { name: 'Compared by' })
  await blend.focus()
  await app.keyboard.press('ArrowLeft')
  await expect(app.getByText('No model yet')).toBeVisible()
  await app.getByRole('button', { name: 'Compare by mode' }).focus()
  await app.keyboard.press('Enter')
  await expect(rows(neighbours(app))).toHaveCount(4)
  await expect(blend).toHaveValue('1')

  await neighbours(app).focus()
  await app.keyboard.press('ArrowDown')
  await app.keyboard.press('t')
  const tags = app.getByRole('dialog', { name: /^Tags of Band [12]$/ })
  await tags.getByRole('combobox', { name: 'Add a tag' }).focus()
  await app.keyboard.type('حجاز')
  await expect(app.getByRole('option', { name: /^Hicaz\s*Makam/ })).toBeVisible()
  await app.keyboard.press('ArrowDown')
  await app.keyboard.press('Enter')
  await expect(tags.getByText('confirmed by you')).toBeVisible()
  await expectAccessible(app)
  await app.keyboard.press('Escape')
  await expect(tags).toBeHidden()

  await neighbours(app).focus()
  await app.keyboard.press('m')
  await expect(app.getByRole('heading', { name: /^Band [12]$/ })).toBeVisible()
  const tonic = app.getByRole('region', { name: 'Tonic and range' })
  await tonic.getByRole('textbox', { name: 'Your tonic' }).focus()
  await app.keyboard.type('G3 -5')
  await app.keyboard.press('Enter')
  await expect(tonic.getByText('given by you')).toBeVisible()
  await expect(tonic.getByText('G3 −5')).toBeVisible()
})
