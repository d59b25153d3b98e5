import { join } from 'node:path'
import { expect, expectAccessible, test } from './app.ts'
import { writeForeignPack, writeUnusablePacks } from './made-packs.ts'
import {
  columnTexts,
  facetValue,
  goTo,
  message,
  pointsAtItem,
  rowOf,
  rows,
  trackTable,
} from './page-parts.ts'

test.use({ library: 'analysed music' })

/** A head is learned in a process of its own meanwhile, and applied to the library. */
const learning = { timeout: 60_000 }

test('teach a tag of one’s own by keyboard, go back a version, and share it as a pack', async ({
  app,
  dataFolder,
}) => {
  test.setTimeout(240_000)
  await goTo(app, 'Teach')
  await expect(app.getByText('Teach Naghma what you hear')).toBeVisible()
  await expectAccessible(app)
  await goTo(app, 'Library')
  await rowOf(trackTable(app), 'Rast ezgi').click({ position: { x: 60, y: 12 } })
  await app.keyboard.press('Shift+ArrowDown')
  await app.keyboard.press('Control+k')
  await app.getByRole('dialog', { name: 'Find a command' }).waitFor()
  await app.keyboard.type('teach this')
  await expect(app.getByRole('menuitem', { name: 'Teach this tag…' })).toBeVisible()
  await pointsAtItem(app)
  await app.keyboard.press('Enter')
  const dialog = app.getByRole('dialog', { name: 'What shall Naghma learn?' })
  await expect(dialog).toContainText('2 selected tracks are marked as having it.')
  await expectAccessible(app)
  await app.keyboard.type('Wedding dances')
  await expect(app.getByRole('option', { name: /^Wedding dances/ })).toBeVisible()
  await app.keyboard.press('Enter')
  await expect(app.getByRole('heading', { name: 'Wedding dances', exact: true })).toBeVisible()
  await expect(message(app, '2 tracks marked as Wedding dances')).toBeVisible()

  const card = app.getByRole('region', { name: 'Judge the next' })
  await expect(card).toContainText('It sounds like what you confirmed.')
  await expectAccessible(app)
  await app.keyboard.press('s')
  await expect(card).toContainText('Skipped:')
  await app.keyboard.press('u')
  await expect(card).not.toContainText('Skipped:')
  for (const key of ['n', 'y', 'n', 'y', 'n', 'n', 'y', 'n'] as const) await judge(key)
  const ranking = app.getByRole('grid', { name: 'Tracks by how likely they are Wedding dances' })
  await expect(rows(ranking).first()).toBeVisible(learning)
  const counts = app.getByRole('region', { name: 'Learning', exact: true })
  await expect(counts).toContainText('Confirmed by you5Rejected by you5')
  await learnEverything()
  await expect(app.getByRole('region', { name: 'Likeliest first' })).toContainText('18 tracks')
  const figure = app.getByRole('region', { name: 'How good it is' })
  await figure.getByRole('button', { name: 'The number behind it' }).click()
  await expect(figure).toContainText('ROC-AUC')
  await app.emulateMedia({ colorScheme: 'dark' })
  await expectAccessible(app)
  await app.emulateMedia({ colorScheme: 'light' })
  await expectAccessible(app)

  const before = await settledRanking()
  const version = app.getByRole('list', { name: 'Versions' }).getByRole('listitem')
  const versions = await version.count()
  await expect(card).toContainText(/So far it says \d+\s%\./)
  await judge('y')
  await judge('n')
  await expect(app.getByText('2 of your words are not learned yet.')).toBeVisible()
  await learnEverything()
  await expect(version).toHaveCount(versions + 1, learning)
  await expect.poll(() => columnTexts(ranking, 2), learning).not.toEqual(before)

  await app.getByRole('button', { name: `Use version ${versions}` }).focus()
  await app.keyboard.press('Enter')
  await expect(message(app, `Version ${versions} is in use`)).toBeVisible()
  await expect.poll(() => columnTexts(ranking, 2), learning).toEqual(before)
  await app.getByRole('button', { name: `Pin version ${versions}` }).focus()
  await app.keyboard.press('Space')
  await expect(version.filter({ hasText: 'in use, pinned' })).toHaveCount(1)

  await app.getByRole('button', { name: 'Browse its tracks' }).click()
  await expect(facetValue(app, 'Your own tags', /^Wedding dances \d+ tracks?$/)).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await rows(trackTable(app))
    .first()
    .click({ position: { x: 60, y: 12 } })
  await app.keyboard.press('t')
  await expect(
    app.getByRole('region', { name: 'What was learned says of its sound' }),
  ).toContainText(`taught by you, version ${versions}`)
  await expectAccessible(app)
  await app.keyboard.press('Escape')
  await goTo(app, 'Teach')
  const taught = app.getByRole('link', { name: /^Wedding dances/ })
  await expect(taught).toContainText(/\d confirmed, \d rejected, 0 named in files/)
  await expectAccessible(app)

  await taught.click()
  await app.getByRole('button', { name: 'Export as a tag pack…' }).click()
  const exporting = app.getByRole('dialog', { name: 'Export Wedding dances' })
  await exporting.getByRole('textbox', { name: 'Folder to put it in' }).fill(dataFolder)
  const write = exporting.getByRole('button', { name: 'Export', exact: true })
  await expect(write).toBeDisabled()
  await exporting.getByText('CC BY 4.0', { exact: true }).click()
  await exporting.getByRole('textbox', { name: /^Your name/ }).fill('Somebody')
  await expectAccessible(app)
  await write.click()
  await expect(message(app, 'Wedding dances is exported')).toBeVisible()
  await app.getByRole('button', { name: 'Forget what was learned' }).click()
  await app.getByRole('alertdialog').getByRole('button', { name: 'Forget' }).click()
  await expect(app.getByText('Teach Naghma what you hear')).toBeVisible()

  const importing = app.getByRole('dialog', { name: 'Import a tag pack' })
  const unusable = await writeUnusablePacks(dataFolder)
  for (const [name, words] of Object.entries(unusable)) {
    await look(name)
    await expect(importing).toContainText(words)
    await expect(importing.getByRole('button', { name: 'Import', exact: true })).toHaveCount(0)
    await app.keyboard.press('Escape')
  }
  await writeForeignPack(join(dataFolder, 'foreign.zip'))
  await look('foreign.zip')
  await expect(importing.getByRole('status')).toHaveText(
    'It was made for MERT-v1-330M, which is not the model of this library, and cannot be used here. Get that model in Settings first.',
  )
  await expect(importing.getByRole('button', { name: 'Import', exact: true })).toBeDisabled()
  await expectAccessible(app)
  await app.keyboard.press('Escape')
  await expect(app.getByText('Teach Naghma what you hear')).toBeVisible()
  await expect(app.getByRole('region', { name: 'From afar' })).toHaveCount(0)
  await look('Wedding dances.zip')
  await expect(importing).toContainText('by Somebody')
  await expect(importing).toContainText('It was made for the model of this library.')
  await expect(importing.getByRole('link', { name: 'CC-BY-4.0' })).toBeVisible()
  await expectAccessible(app)
  await importing.getByRole('button', { name: 'Import', exact: true }).click()
  const pack = app.getByRole('region', { name: 'Wedding dances', exact: true })
  await expect(pack).toContainText('CC-BY-4.0')
  await expectAccessible(app)
  await message(app, 'Wedding dances is imported').getByRole('button', { name: 'Undo' }).click()
  await expect(pack).toHaveCount(0)
  await look('Wedding dances.zip')
  await importing.getByRole('button', { name: 'Import', exact: true }).click()
  await expect(pack).toBeVisible()
  await goTo(app, 'Library')
  await rowOf(trackTable(app), 'Rast ezgi').click({ position: { x: 60, y: 12 } })
  await app.keyboard.press('t')
  await expect(
    app.getByRole('region', { name: 'What was learned says of its sound' }),
  ).toContainText('from a tag pack, version 1')

  /** Asks what is in a pack. */
  async function look(name: string) {
    await app.getByRole('button', { name: 'Import a tag pack…' }).click()
    const dialog = app.getByRole('dialog', { name: 'Import a tag pack' })
    await dialog.getByRole('textbox', { name: 'Tag pack' }).fill(join(dataFolder, name))
    await dialog.getByRole('button', { name: 'Look inside' }).click()
  }

  /** Answers what is asked, by the key of the answer. */
  async function judge(key: 'y' | 'n') {
    const play = card.getByRole('button', { name: /^Play / })
    const title = (await play.getAttribute('aria-label'))?.replace(/^Play /, '')
    await app.keyboard.press(key)
    await expect(card).toContainText(`${key === 'y' ? 'Yes' : 'No'}: ${title}`)
  }

  /** It learns by itself as well, so the button may be gone for a while. */
  async function learnEverything() {
    const done = app.getByText('Everything you said is learned.')
    await expect(async () => {
      if (await done.isVisible()) return
      await app.getByRole('button', { name: 'Learn now' }).focus({ timeout: 1000 })
      await app.keyboard.press('Enter')
      await expect(done).toBeVisible({ timeout: 10_000 })
    }).toPass(learning)
  }

  /** The tracks in view, once that does not change any more. */
  async function settledRanking() {
    let last: string[] = []
    await expect(async () => {
      const now = await columnTexts(ranking, 2)
      const same = now.join() === last.join()
      last = now
      expect(same).toBe(true)
    }).toPass({ intervals: [1500] })
    return last
  }
})
