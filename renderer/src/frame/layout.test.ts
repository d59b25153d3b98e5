import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitWidth, paneWidths, readLayout } from './layout.ts'

test('whatever was stored, each pane has a width it may have', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (sidebar, panel) => {
      const layout = readLayout({ widths: { sidebar, panel }, open: { sidebar, panel } })
      for (const pane of ['sidebar', 'panel'] as const) {
        const width = layout?.widths[pane] ?? Number.NaN
        expect(width).toBeGreaterThanOrEqual(paneWidths[pane].least)
        expect(width).toBeLessThanOrEqual(paneWidths[pane].most)
      }
    }),
  )
})

test('what was stored is kept, and a closed pane stays closed', () => {
  const layout = { widths: { sidebar: 200, panel: 400 }, open: { sidebar: true, panel: false } }
  expect(readLayout(layout)).toEqual(layout)
  expect(readLayout(null)).toBeNull()
  expect(readLayout('{}')).toBeNull()
})

test('a width stays within its ends, in whole pixels', () => {
  expect(fitWidth('panel', 0)).toBe(paneWidths.panel.least)
  expect(fitWidth('panel', 1e9)).toBe(paneWidths.panel.most)
  expect(fitWidth('sidebar', 200.6)).toBe(201)
})
