import { beforeEach, expect, test, vi } from 'vitest'
import { redo, remember, underWay, undo, usePlaylistHistory } from './history.ts'

vi.mock('../../failure.ts', () => ({ tellFailure: (error: Error) => told.push(error.message) }))

const told: string[] = []
let list: string[] = []

function add(what: string) {
  list.push(what)
  const change = {
    what,
    undo: async () => {
      list = list.filter((one) => one !== what)
    },
    redo: async () => void list.push(what),
  }
  remember(change)
  return change
}

beforeEach(() => {
  list = []
  told.length = 0
  usePlaylistHistory.setState({ done: [], undone: [] })
})

test('undoes and makes again in order, however quickly it is asked', async () => {
  add('a')
  add('b')
  await Promise.all([undo(), undo(), undo()])
  expect(list).toEqual([])
  await Promise.all([redo(), redo()])
  expect(list).toEqual(['a', 'b'])
  await undo()
  add('c')
  expect(await redo()).toBeUndefined()
  expect(list).toEqual(['a', 'c'])
})

test('a change that is still being made is the latest one', async () => {
  add('a')
  const engine = Promise.withResolvers<void>()
  const made = underWay(async () => {
    await engine.promise
    add('b')
  })
  const undone = undo()
  engine.resolve()
  await made
  expect((await undone)?.what).toBe('b')
  expect(list).toEqual(['a'])
})

test('one change can be taken back though others came after it, and only once', async () => {
  const first = add('a')
  add('b')
  await Promise.all([undo(first), undo(first)])
  expect(list).toEqual(['b'])
  await redo()
  expect(list).toEqual(['b', 'a'])
})

test('what cannot be undone is told and forgotten', async () => {
  add('a')
  remember({
    what: 'b',
    undo: () => Promise.reject(new Error('gone')),
    redo: () => Promise.resolve(),
  })
  expect(await undo()).toBeUndefined()
  expect(told).toEqual(['gone'])
  await undo()
  expect(list).toEqual([])
})
