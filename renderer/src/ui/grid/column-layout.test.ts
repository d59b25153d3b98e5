import { expect, test } from 'vitest'
import type { AnyColumn } from './column.ts'
import { noChoice, withShown, withWidths } from './column-choice.ts'
import { columnTemplate, leastWidth, resized, shownColumns } from './column-layout.ts'

const columns: AnyColumn[] = [
  { key: 'mark', header: '', width: 18, fixed: true },
  { key: 'title', header: '', width: 100, grow: 3, required: true },
  { key: 'album', header: '', width: 80, grow: 2, drop: 2 },
  { key: 'year', header: '', width: 50, drop: 1 },
  { key: 'time', header: '', width: 50 },
  { key: 'rare', header: '', width: 70, hidden: true },
]
const keys = (room: number, choice = noChoice) =>
  shownColumns(columns, choice, room).map((column) => column.key)

test('where there is room all are shown but those that wait to be chosen', () => {
  expect(keys(0)).toEqual(['mark', 'title', 'album', 'year', 'time'])
  expect(keys(18 + 100 + 80 + 50 + 50 + 4 * 12)).toContain('year')
})

test('where there is little room the least important go, and never those the user chose', () => {
  expect(keys(345)).toEqual(['mark', 'title', 'album', 'time'])
  expect(keys(200)).toEqual(['mark', 'title', 'time'])
  expect(keys(10)).toEqual(['mark', 'title', 'time'])
  const chosen = withShown(withShown(noChoice, 'rare', true), 'year', true)
  expect(keys(10, chosen)).toEqual(['mark', 'title', 'year', 'time', 'rare'])
  const added = withWidths(withShown(noChoice, 'rare', true), { title: 900 })
  expect(keys(346, added)).toEqual(['mark', 'title', 'album', 'year', 'time', 'rare'])
})

test('what is put away is gone, except what the table cannot be without', () => {
  const put = ['mark', 'title', 'album'].reduce((now, key) => withShown(now, key, false), noChoice)
  expect(keys(0, put)).toEqual(['mark', 'title', 'year', 'time'])
})

test('columns grow from their width unless they were given one', () => {
  const choice = withWidths(noChoice, { album: 200 })
  const shown = shownColumns(columns, choice, 0)
  expect(columnTemplate(shown, choice)).toBe('18px minmax(100px, 3fr) 200px 50px 50px')
  expect(leastWidth(shown, choice)).toBe(18 + 100 + 200 + 50 + 50 + 4 * 12)
})

test('a column given a width holds what grows before it, so that its edge stays under the pointer', () => {
  const now = { mark: 18, title: 300, album: 180, year: 50 }
  expect(resized(columns, 'album', 240, now)).toEqual({ title: 300, album: 240 })
  expect(resized(columns, 'title', 90, now)).toEqual({ title: 90 })
})
