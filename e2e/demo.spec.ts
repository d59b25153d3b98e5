import { expect, test } from './app.ts'
import { expectTracks, goTo, rowOf, trackTable } from './page-parts.ts'

test.use({ startWith: ['--demo'] })

test('the demo says everywhere that it is synthesised, and its neighbours mean nothing', async ({
  app,
}) => {
  test.setTimeout(180_000)
  const note = app.getByRole('note').filter({ hasText: 'every sound in it is synthesised' })
  await expect(note).toBeVisible()
  await expectTracks(app, 18, 150_000)
  const row = rowOf(trackTable(app), 'Rast ezgi (ney)')
  await expect(row).toContainText('Synthesised by Naghma')
  await expect(row).toContainText('Naghma demo (synthesised)')
  for (const place of ['Similar', 'Problems', 'Settings', 'Library'] as const) {
    await goTo(app, place)
    await expect(note).toBeVisible()
  }
  await expect(row.getByRole('gridcell', { name: /Quick|Full/ })).toBeVisible({ timeout: 60_000 })
  await row.click()
  await app.keyboard.press('s')
  await expect(app.getByRole('note').filter({ hasText: 'Random weights' })).toBeVisible()
  await goTo(app, 'Problems')
  await expect(app.getByText('No problems')).toBeVisible()
})
