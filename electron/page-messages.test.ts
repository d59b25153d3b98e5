import { expect, it, vi } from 'vitest'
import { MOST_DRAGGED } from '../contract/shell-messages.ts'
import { desktopFor } from './page-bridge.ts'
import { receivePageMessage } from './page-messages.ts'

const frame = { url: 'naghma://app/#/library', parent: null }

function handlers() {
  return {
    'naghma:port-wanted': vi.fn(),
    'naghma:drag-out': vi.fn(),
    'naghma:speaks': vi.fn(),
    'naghma:looks': vi.fn(),
    'naghma:offers': vi.fn(),
  }
}

it('hands each message of the app’s page to its handler', () => {
  const table = handlers()
  const message = { type: 'naghma:drag-out', trackIds: [1, 2] }
  receivePageMessage(frame, 'the page', message, table)
  receivePageMessage(frame, 'the page', { type: 'naghma:speaks', language: 'ta' }, table)
  expect(table['naghma:drag-out']).toHaveBeenCalledExactlyOnceWith(message, 'the page')
  expect(table['naghma:speaks']).toHaveBeenCalledOnce()
  expect(table['naghma:looks']).not.toHaveBeenCalled()
})

it.each([
  [null],
  [{ url: 'naghma://app/', parent: {} }],
  [{ url: 'https://example.org/', parent: null }],
  [{ url: 'naghma://other/', parent: null }],
  [{ url: 'naghma://app.example.org/', parent: null }],
  [{ url: 'about:blank', parent: null }],
  [{ url: '', parent: null }],
])('drops whatever %j says', (foreign) => {
  const table = handlers()
  receivePageMessage(foreign, 'somebody', { type: 'naghma:port-wanted' }, table)
  receivePageMessage(foreign, 'somebody', { type: 'naghma:drag-out', trackIds: [1] }, table)
  for (const handler of Object.values(table)) expect(handler).not.toHaveBeenCalled()
})

it('drops what is no message', () => {
  const table = handlers()
  for (const message of [
    undefined,
    'naghma:port-wanted',
    { type: 'constructor' },
    { type: 'naghma:drag-out', trackIds: ['/etc/passwd'] },
    { type: 'naghma:looks', theme: 'url(x)' },
    { type: 'quit' },
  ])
    receivePageMessage(frame, 'the page', message, table)
  for (const handler of Object.values(table)) expect(handler).not.toHaveBeenCalled()
})

it('exposes to the page four functions that send one well-formed message each', () => {
  const send = vi.fn()
  const desktop = desktopFor({ send })
  expect(Object.keys(desktop)).toEqual(['dragOut', 'speak', 'look', 'offer'])
  desktop.dragOut('/etc/passwd')
  desktop.dragOut([0])
  desktop.speak(5)
  desktop.look('pink')
  desktop.offer([1])
  expect(send).not.toHaveBeenCalled()
  desktop.dragOut([4])
  desktop.look('dark')
  desktop.dragOut(Array.from({ length: 5_000 }, (_, place) => place + 1))
  const [, many] = send.mock.calls.pop() ?? []
  expect(many).toMatchObject({ trackIds: { length: MOST_DRAGGED } })
  expect(send.mock.calls).toEqual([
    ['naghma:from-page', { type: 'naghma:drag-out', trackIds: [4] }],
    ['naghma:from-page', { type: 'naghma:looks', theme: 'dark' }],
  ])
})
