import { join } from 'node:path'
import { expect, expectAccessible, test } from './app.ts'
import {
  addFirstFolder,
  choose,
  columnTexts,
  expectPlaying,
  expectTracks,
  goTo,
  message,
  rowOf,
  rows,
  searchBox,
  trackTable,
} from './page-parts.ts'
import { writeTones } from './tone-file.ts'

test.describe('on analysed music', () => {
  test.use({ library: 'analysed music' })

  test('a search finds accents, capitals and scripts however they are typed', async ({ app }) => {
    for (const [search, title] of [
      ['KEMENCE semai', 'Nihavend semai (kemençe)'],
      ['ussak', 'Uşşak ezgi (tanbur)'],
      ['havasi', 'Hüseyni oyun havası (tanbur)'],
      ['kürdılıhıcazkar', 'Kürdilihicazkâr ezgi (ses)'],
      ['ζειμπεκικο', 'Ζεϊμπέκικο σε δρόμο Χιτζάζ (μπουζούκι)'],
      ['ΟΥΣΑΚ ΤΑΞΙΜΙ', 'Ταξίμι σε δρόμο Ουσάκ (μπουζούκι)'],
      ['भैरवी', 'राग भैरवी (Bhairavi, sarangi)'],
      ['bhūpālī', 'राग भूपाली (Bhupali, bansuri)'],
      ['மோகனம்', 'மோகனம் (Mohanam, veena)'],
      ['zgi anbu', 'Uşşak ezgi (tanbur)'],
    ] as const) {
      await searchBox(app).fill(search)
      await expect(app.getByText(/^[1-3] tracks? found$/), search).toBeVisible()
      await expect(rowOf(trackTable(app), title)).toBeVisible()
      await searchBox(app).press('Escape')
      await expectTracks(app, 18)
    }
  })

  test('every column sorts up, down, and back', async ({ app }) => {
    await app.getByRole('button', { name: 'Hide what sounds alike' }).click()
    const table = trackTable(app)
    const headers = await table.getByRole('columnheader').allInnerTexts()
    const names = ['Title', 'Artist', 'Album', 'Composer', 'Year', 'Time', 'Format', 'Analysis']
    for (const name of names) {
      const column = headers.findIndex((text) => text.trim() === name)
      const header = table.getByRole('columnheader', { name })
      await header.getByRole('button').click()
      await expect(header).toHaveAttribute('aria-sort', 'ascending')
      await expect(rows(table)).toHaveCount(18)
      const up = await columnTexts(table, column)
      await header.getByRole('button').click()
      await expect(header).toHaveAttribute('aria-sort', 'descending')
      await expect
        .poll(() => columnTexts(table, column), { message: name })
        .toEqual([...up].reverse())
      await header.getByRole('button').click()
      await expect(header).toHaveAttribute('aria-sort', 'none')
    }
    await table.getByRole('button', { name: 'Title' }).click()
    const titles = await columnTexts(table, 1)
    expect(titles.findIndex((title) => title.startsWith('Hicaz'))).toBeLessThan(
      titles.findIndex((title) => title.startsWith('Uşşak')),
    )
    expect(titles.findIndex((title) => title.startsWith('Uşşak'))).toBeLessThan(
      titles.findIndex((title) => title.startsWith('Ζεϊμπέκικο')),
    )
  })

  test('a selection holds what was searched for and sorted, and a reload keeps both', async ({
    app,
  }) => {
    await searchBox(app).fill('taksimi')
    const table = trackTable(app)
    await expect(app.getByText('4 tracks found')).toBeVisible()
    await table.getByRole('button', { name: 'Title' }).click()
    await table.focus()
    await app.keyboard.press('Control+a')
    await expect(app.getByText('4 selected')).toBeVisible()
    await expect(table.getByRole('row', { selected: true })).toHaveCount(4)
    await rowOf(table, 'Saba taksimi').click({ modifiers: ['Control'] })
    await expect(app.getByText('3 selected')).toBeVisible()
    await app.reload()
    await expect(searchBox(app)).toHaveValue('taksimi')
    await expect(app.getByText('4 tracks found')).toBeVisible()
    await expect(table.getByRole('columnheader', { name: 'Title' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    )
  })

  test('the keyboard moves, extends, plays and asks what sounds alike', async ({ app }) => {
    const table = trackTable(app)
    await expect(rows(table)).toHaveCount(18)
    await table.getByRole('button', { name: 'Title' }).click()
    await expect(rows(table).first()).toContainText('Hicaz')
    await app.keyboard.press('/')
    await expect(searchBox(app)).toBeFocused()
    await searchBox(app).press('ArrowDown')
    await expect(table).toBeFocused()
    await app.keyboard.press('ArrowDown')
    await expect(rows(table).nth(0)).toHaveAttribute('aria-selected', 'true')
    await app.keyboard.press('End')
    await expect(rows(table).last()).toHaveAttribute('aria-selected', 'true')
    await app.keyboard.press('Home')
    await app.keyboard.press('Shift+ArrowDown')
    await app.keyboard.press('Shift+ArrowDown')
    await expect(table.getByRole('row', { selected: true })).toHaveCount(3)
    await app.keyboard.press('ArrowDown')
    const title = (await columnTexts(table, 1))[3] ?? ''
    await app.keyboard.press('Enter')
    await expectPlaying(app, title)
    await app.keyboard.press(' ')
    await expect(app.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
    await app.keyboard.press('s')
    await expect(app.getByRole('heading', { name: title })).toBeVisible()
    await app.goBack()
    await expect(table.getByRole('row', { selected: true })).toContainText(title)
  })

  test('a search that finds nothing says what is looked through', async ({ app }) => {
    await searchBox(app).fill('no such music')
    await expect(app.getByText('Nothing found for “no such music”')).toBeVisible()
    await app.getByRole('button', { name: 'Show all tracks' }).click()
    await expectTracks(app, 18)
  })

  test('what is analysed already is not analysed again', async ({ app }) => {
    await choose(app, rowOf(trackTable(app), 'Rast ezgi (ney)'), 'Analyse in full')
    await expect(message(app, 'Nothing to do')).toBeVisible()
  })
})

test('rows keep their place while thousands of tracks come in, and all can be reached', async ({
  app,
  dataFolder,
}) => {
  const count = 3000
  const music = join(dataFolder, 'tones')
  const tones = Array.from({ length: count }, (_, index) => ({
    title: `Tone ${String(count - index).padStart(4, '0')}`,
    artist: `Artist ${index % 7}`,
    pitch: 100 + index / 10,
    seconds: 0.05,
  }))
  await writeTones(music, tones)
  await addFirstFolder(app, music)
  const table = trackTable(app)
  await expect(app.getByRole('progressbar', { name: 'Scanning folder' })).toBeVisible()
  await expect(rows(table).nth(5)).toBeVisible({ timeout: 30_000 })

  await table.getByRole('button', { name: 'Title' }).click()
  await expect(table.getByRole('columnheader', { name: 'Title' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  )
  await expect(rows(table).nth(20)).toContainText('Tone')
  await table.focus()
  for (const _ of [1, 2, 3]) await app.keyboard.press('PageDown')
  const selected = table.getByRole('row', { selected: true })
  await expect(selected).toContainText('Tone')
  const chosen = await selected.getByRole('gridcell').nth(1).innerText()
  const top = (await selected.boundingBox())?.y
  await expectTracks(app, count)
  await expect(selected.getByRole('gridcell').nth(1)).toHaveText(chosen)
  await expect.poll(async () => (await selected.boundingBox())?.y).toBe(top)

  await app.keyboard.press('End')
  await expect(rowOf(table, 'Tone 3000')).toBeInViewport()
  await expect(table).toHaveAttribute('aria-rowcount', '3001')
  await app.keyboard.press('Control+a')
  await expect(app.getByText('3,000 selected')).toBeVisible()
  await app.keyboard.press('Home')
  await expect(rowOf(table, 'Tone 0001')).toBeInViewport()
  expect(await rows(table).count(), 'only what is in view is on the page').toBeLessThan(80)
  await searchBox(app).fill('1234')
  await expect(app.getByText('1 track found')).toBeVisible()
  await expect(rowOf(table, 'Tone 1234')).toBeVisible()

  await goTo(app, 'Settings')
  await expect(app.getByText('3,000 files')).toBeVisible()
})

test('favourites, albums and artists by keyboard, in the order of the Turkish alphabet', async ({
  app,
  dataFolder,
}) => {
  const music = join(dataFolder, 'tones')
  const named = [
    { title: 'Çile', artist: 'Şevki', album: 'Şarkılar' },
    { title: 'Cemile', artist: 'Zeki', album: 'Yıllar' },
    { title: 'Dert', artist: 'Sadi', album: 'Yıllar' },
    { title: 'İlahi', artist: 'Sadi', album: 'Işıklar' },
    { title: 'Ilgaz', artist: 'Sadi', album: 'İzler' },
  ]
  await writeTones(
    music,
    named.map((tone, index) => ({ ...tone, pitch: 200 + index * 20, seconds: 5 })),
  )
  await addFirstFolder(app, music)
  const table = trackTable(app)
  await expectTracks(app, 5)

  await rowOf(table, 'İlahi').click()
  await app.keyboard.press('f')
  await message(app, '1 track is a favourite now').getByRole('button', { name: 'Undo' }).click()
  await app.keyboard.press('f')
  await rowOf(table, 'Dert').hover()
  await rowOf(table, 'Dert').getByRole('button', { name: 'Favourite: Dert' }).click()
  await goTo(app, 'Favourites')
  await expectTracks(app, 2)
  await choose(app, rowOf(table, 'Dert'), 'Favourite, or not any more')
  await expect(rows(table)).toHaveText([/İlahi/])
  await rowOf(table, 'İlahi').click()
  await app.keyboard.press('f')
  await expect(app.getByText('No favourites yet')).toBeVisible()

  await goTo(app, 'Albums')
  const albums = app.getByRole('listbox', { name: 'Albums' })
  await expect(albums.getByRole('option')).toHaveCount(4)
  await expectAccessible(app)
  await app.getByRole('searchbox', { name: 'Search albums' }).fill('yillar')
  await expect(albums.getByRole('option')).toHaveCount(1)
  await app.getByRole('searchbox', { name: 'Search albums' }).press('ArrowDown')
  await expect(albums).toBeFocused()
  await app.keyboard.press('p')
  await expectPlaying(app, 'Cemile')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('heading', { name: 'Yıllar' })).toBeVisible()
  await expect(rows(app.getByRole('grid', { name: 'Tracks of the album' }))).toHaveCount(2)
  await expectAccessible(app)
  await app.goBack()
  await albums.getByRole('option').dblclick()
  await expect(app.getByRole('heading', { name: 'Yıllar' })).toBeVisible()
  expect(await app.evaluate(() => String(getSelection())), 'words under the second click').toBe('')

  await goTo(app, 'Artists')
  const artists = app.getByRole('grid', { name: 'Artists' })
  await expect(rows(artists)).toHaveText([/Sadi/, /Şevki/, /Zeki/])
  await artists.focus()
  await app.keyboard.press('ArrowDown')
  await app.keyboard.press('Enter')
  await expect(app.getByRole('heading', { name: 'Sadi' })).toBeVisible()
  await expect(rows(app.getByRole('grid', { name: 'Tracks of the artist' }))).toHaveCount(3)
  await expect(albums.getByRole('option')).toHaveCount(3)
  await expectAccessible(app)

  await goTo(app, 'Library')
  await table.getByRole('button', { name: 'Title' }).click()
  const grid = app.getByRole('grid')
  const titles = () => rows(grid).locator('.track-title').allInnerTexts()
  await expect.poll(titles).toEqual(['Cemile', 'Çile', 'Dert', 'İlahi', 'Ilgaz'])
  await goTo(app, 'Settings')
  await app.getByRole('button', { name: /Language$/ }).click()
  await app.getByRole('option', { name: 'Türkçe' }).click()
  await app.goBack()
  // ı comes before i.
  await expect.poll(titles).toEqual(['Cemile', 'Çile', 'Dert', 'Ilgaz', 'İlahi'])
})
