import { expect, test } from 'vitest'
import { indexIn, nextShown, pageSize, pagesBetween, rowOf } from './pages.ts'

test('asks for the pages in view and no others', () => {
  expect(pagesBetween(0, 0)).toEqual([0])
  expect(pagesBetween(0, pageSize - 1)).toEqual([0])
  expect(pagesBetween(pageSize - 1, pageSize)).toEqual([0, 1])
  expect(pagesBetween(-20, 30)).toEqual([0])
  expect(pagesBetween(1000 * pageSize - 10, 1000 * pageSize + 30)).toEqual([999, 1000])
})

test('finds a row in its page, and none in a page that has not come', () => {
  const pages = new Map([
    [0, ['a', 'b']],
    [2, ['y', 'z']],
  ])
  expect(rowOf(pages, 1)).toBe('b')
  expect(rowOf(pages, 2 * pageSize + 1)).toBe('z')
  expect(rowOf(pages, pageSize)).toBeUndefined()
  expect(rowOf(pages, 2)).toBeUndefined()
})

const track = (id: number) => ({ id })
const is = (id: number) => (row: { id: number }) => row.id === id
const page = (from: number) => Array.from({ length: pageSize }, (_, at) => track(from + at))

test('finds the place of a row in the pages that there are', () => {
  const pages = new Map([
    [0, page(1000)],
    [7, page(5000)],
  ])
  expect(indexIn(pages, is(1003))).toBe(3)
  expect(indexIn(pages, is(5001))).toBe(7 * pageSize + 1)
  expect(indexIn(pages, is(4))).toBeUndefined()
})

const before = { view: 'a', total: 2000, state: 1, pages: new Map([[3, page(600)]]) }
const top = 3 * pageSize + 10
const held = { index: top, id: 610, is: is(610), first: top - 5, last: top + 30 }

test('another view is shown as it comes', () => {
  const coming = {
    view: 'b',
    total: 1,
    state: 1,
    pages: new Map([[0, [track(1)]]]),
    settled: false,
  }
  expect(nextShown(before, coming, held).shown).toMatchObject({ view: 'b', total: 1 })
})

test('pages that come are shown at once while the library stays as it is', () => {
  const coming = { ...before, pages: new Map([[4, page(9200)]]), settled: false }
  const { shown } = nextShown(before, coming, held)
  expect([rowOf(shown.pages, 3 * pageSize), rowOf(shown.pages, 4 * pageSize)]).toEqual([
    track(600),
    track(9200),
  ])
})

test.each([2, undefined])('what is shown stays until all of a new state has come (%s)', (state) => {
  const pages = new Map([
    [3, page(9000)],
    [4, page(595)],
  ])
  const { shown, sought } = nextShown(
    before,
    { view: 'a', total: 2001, pages, state, settled: false },
    held,
  )
  expect(shown).toEqual(before)
  expect(sought).toBeUndefined()
})

test('a held row that is among the new ones lets them be shown', () => {
  const coming = { ...before, total: 2001, pages: new Map([[3, page(595)]]), settled: true }
  const { shown, sought } = nextShown(before, coming, held)
  expect(shown.total).toBe(2001)
  expect(indexIn(shown.pages, held.is)).toBe(held.index + 5)
  expect(sought).toBeUndefined()
})

test('a held row that went further away is sought first, and then shown where it is', () => {
  const moved = { ...before, total: 5000, pages: new Map([[3, page(20)]]), settled: true }
  const waiting = nextShown(before, moved, held)
  expect(waiting).toMatchObject({ sought: held, shown: { total: 2000 } })
  const found = { ...moved, pages: new Map([[18, page(600)]]) }
  expect(nextShown(waiting.shown, found, held)).toMatchObject({ shown: { total: 5000 } })
})

test('a held row whose neighbours have not come is sought, too', () => {
  const moved = { ...before, total: 2020, pages: new Map([[3, page(580)]]), settled: true }
  expect(indexIn(moved.pages, held.is)).toBe(top + 20)
  expect(nextShown(before, moved, held)).toMatchObject({ sought: held, shown: { total: 2000 } })
  const all = { ...moved, pages: new Map([...moved.pages, [4, page(630)]]) }
  expect(nextShown(before, all, held)).toMatchObject({ sought: undefined, shown: { total: 2020 } })
})

test('a held row that stayed lets the new ones be shown, though its neighbours have not come', () => {
  const low = { ...held, first: top - 100, last: top + 100 }
  const coming = { ...before, total: 2001, settled: true }
  expect(nextShown(before, coming, low)).toMatchObject({ shown: { total: 2001 } })
})

test('a held row that went on while its page was fetched is sought again', () => {
  const elsewhere = { ...before, total: 5000, pages: new Map([[18, page(9000)]]), settled: true }
  expect(nextShown(before, elsewhere, held)).toMatchObject({ sought: held, shown: { total: 2000 } })
})

test('without a held row the new ones are shown', () => {
  const coming = { ...before, total: 1, pages: new Map([[3, page(20)]]), settled: true }
  expect(nextShown(before, coming, undefined).shown.total).toBe(1)
})
