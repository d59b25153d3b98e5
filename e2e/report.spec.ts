/** The report of an evaluation, as one opens the file that `naghma evaluate --html` writes. */
import { writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { test } from '@playwright/test'
import { madeEvaluation } from '../engine/datasets/report/fixtures/made-evaluation.ts'
import { htmlReport } from '../engine/datasets/report/html-report.ts'
import { expect, expectAccessible } from './app.ts'

test('the report of an evaluation is a page for everybody, without network and scripts', async ({
  page,
}, info) => {
  test.skip(info.project.name !== 'served', 'a file in a browser')
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  const file = info.outputPath('report.html')
  await writeFile(file, htmlReport(madeEvaluation))
  await page.goto(pathToFileURL(file).href)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await expectAccessible(page)
  }
  await expect(page.getByRole('img', { name: /^ROC-AUC: CultureMERT-95M/ })).toBeVisible()
  await expect(page.getByRole('table', { name: /^Mean over the tags/ })).toBeVisible()
  await page.setViewportSize({ width: 390, height: 844 })
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(390)
  expect(asked).toEqual([pathToFileURL(file).href])
})
