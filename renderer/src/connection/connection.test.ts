import { expect, test, vi } from 'vitest'
import { backOff } from './back-off.ts'
import {
  type ConnectionState,
  createConnection,
  RefusedError,
  type Transport,
} from './connection.ts'

function transport(answer: () => Promise<unknown> = async () => 'answer') {
  const closed = Promise.withResolvers<void>()
  const made: Transport = {
    link: { call: answer },
    closed: closed.promise,
    close: () => closed.resolve(),
  }
  return made
}

/** A connection over given transports; an Error among them is a failed attempt. Waiting takes no time. */
function connectOver(attempts: (Transport | Error)[]) {
  const waited: number[] = []
  const states: ConnectionState[] = []
  const connection = createConnection({
    async open() {
      const next = attempts.shift()
      if (!next) return new Promise(() => {})
      if (next instanceof Error) throw next
      return next
    },
    async wait(milliseconds) {
      waited.push(milliseconds)
      await new Promise((resolve) => setTimeout(resolve, milliseconds === 5000 ? 20 : 0))
    },
    ping: (link) => link.call(['engine', 'settings'], undefined, { context: {} }),
  })
  connection.subscribe(() => states.push(connection.state()))
  return { connection, waited, states }
}

const call = (connection: ReturnType<typeof createConnection>) =>
  connection.link.call(['x'], undefined, { context: {} })

test('waits longer after each failure, up to five seconds', () => {
  expect([1, 2, 3, 4, 5, 6, 60].map(backOff)).toEqual([200, 400, 800, 1500, 3000, 5000, 5000])
})

test('calls made before the first opening wait for it', async () => {
  const { connection } = connectOver([transport()])
  expect(connection.state()).toBe('connecting')
  await expect(call(connection)).resolves.toBe('answer')
  expect(connection.state()).toBe('open')
})

test('opens again after closing, and says so', async () => {
  const first = transport()
  const { connection, states, waited } = connectOver([first, new Error('no'), transport()])
  await call(connection)
  first.close()
  await vi.waitFor(() => expect(states).toEqual(['open', 'retrying', 'open']))
  expect(waited).toEqual([200, 400])
  await expect(call(connection)).resolves.toBe('answer')
})

test('calls fail at once while the engine is gone', async () => {
  const first = transport()
  const { connection } = connectOver([first])
  await call(connection)
  first.close()
  await vi.waitFor(() => expect(connection.state()).toBe('retrying'))
  await expect(call(connection)).rejects.toMatchObject({ code: 'engine-gone' })
})

test('counts as stopped after long, or at once when it was asked to stop', async () => {
  const failures = Array.from({ length: 7 }, () => new Error('no'))
  const long = connectOver(failures)
  await vi.waitFor(() => expect(long.states.at(-1)).toBe('stopped'))
  expect(long.states).toEqual(['retrying', 'stopped'])

  const first = transport()
  const asked = connectOver([first])
  await call(asked.connection)
  asked.connection.expectStop()
  first.close()
  await vi.waitFor(() => expect(asked.states).toEqual(['open', 'stopped']))
})

test('says when it is refused', async () => {
  const { states } = connectOver([new RefusedError()])
  await vi.waitFor(() => expect(states).toEqual(['refused']))
})

test('an engine that no longer answers is left, and another way opened', async () => {
  const frozen = transport(() => new Promise(() => {}))
  const { connection, states } = connectOver([frozen, transport()])
  await vi.waitFor(() => expect(connection.state()).toBe('open'))
  await connection.check()
  await vi.waitFor(() => expect(states).toEqual(['open', 'retrying', 'open']))
  await connection.check()
  expect(connection.state()).toBe('open')
})
