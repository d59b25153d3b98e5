import { expect, expectAccessible, test } from './app.ts'
import { goTo, rows, trackTable } from './page-parts.ts'

test.use({
  library: 'analysed music',
  expectedComplaints: /ERR_CONNECTION_(REFUSED|RESET)|WebSocket/,
})

test('a backup brings back what was deleted after it, and the library before can be had again', async ({
  app,
}) => {
  test.setTimeout(120_000)
  await goTo(app, 'Library')
  await expect(rows(trackTable(app)).first()).toBeVisible()
  await goTo(app, 'Settings')
  const backups = app.getByRole('region', { name: 'Backup' })
  await expect(backups.getByText('There are no backups yet.')).toBeVisible()
  await backups.getByRole('button', { name: 'Back up now' }).click()
  const list = backups.getByRole('list', { name: 'Backups' })
  await expect(list.getByRole('listitem')).toHaveCount(1, { timeout: 30_000 })
  await expect(list).toContainText('asked for')

  const folders = app.getByRole('region', { name: 'Music folders' })
  await folders.getByRole('button', { name: 'Remove' }).first().click()
  await app.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(folders.getByRole('listitem')).toHaveCount(0)

  await list.getByRole('button', { name: /Restore…/ }).click()
  const question = app.getByRole('alertdialog', { name: /in place of the library/ })
  await expectAccessible(app)
  await question.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(list).toContainText('the library before a restore', { timeout: 30_000 })
  await expect(folders.getByRole('listitem')).toHaveCount(1)

  const before = list.getByRole('listitem').filter({ hasText: 'the library before a restore' })
  await before.getByRole('button').click()
  await question.getByRole('button', { name: 'Restore', exact: true }).click()
  await expect(before).toHaveCount(2, { timeout: 30_000 })
  await expect(folders.getByRole('listitem')).toHaveCount(0)
})

test('in Turkish, and after a reload too, with high contrast and on a narrow page', async ({
  app,
}) => {
  await goTo(app, 'Settings')
  await app.getByRole('radio', { name: 'High' }).check({ force: true })
  await app.getByRole('button', { name: /^Language|As the system Language/ }).click()
  await app.getByRole('option', { name: 'Türkçe' }).click()
  await expect(app.getByRole('heading', { name: 'Ayarlar', level: 1 })).toBeVisible()
  await expect(app.locator('html')).toHaveAttribute('lang', 'tr')
  await app.reload()
  await expect(app.getByRole('heading', { name: 'Ayarlar', level: 1 })).toBeVisible()
  await expect(app.locator('html')).toHaveAttribute('data-contrast', 'more')
  await expectAccessible(app)

  await app.setViewportSize({ width: 320, height: 640 })
  const sideways = () =>
    app.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(await sideways()).toBe(0)
  await app.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'))
  expect(await sideways()).toBe(0)
  const turned = app.getByRole('button', { name: 'Geri', exact: true }).locator('svg')
  await expect(turned).toHaveCSS('scale', '-1 1')
})
