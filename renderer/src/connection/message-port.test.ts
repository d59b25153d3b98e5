import { os } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { afterEach, expect, test } from 'vitest'
import type { PageToShell, ShellToPage } from '../../../contract/shell-messages.ts'
import { StoppedError } from './connection.ts'
import { type PortPage, portOpener } from './message-port.ts'

const ports: MessagePort[] = []
afterEach(() => {
  for (const port of ports.splice(0)) port.close()
})

/** A page's window as far as ports need it, and the preload script's side of it. */
function createPage() {
  const asked: PageToShell[] = []
  let listener: Parameters<PortPage['addEventListener']>[1] = () => {}
  const page: PortPage = {
    origin: 'naghma://app',
    postMessage: (message) => void asked.push(message),
    addEventListener(_, given) {
      listener = given
    },
  }
  function say(data: ShellToPage, given: MessagePort[] = [], source: unknown = page) {
    listener({ data, ports: given, source })
  }
  /** Hands over a port to an engine that answers with a name. */
  function giveEngine(name: string, source?: unknown) {
    const { port1, port2 } = new MessageChannel()
    ports.push(port1, port2)
    new RPCHandler({ name: os.handler(() => name) }).upgrade(port1)
    port1.start()
    say({ type: 'naghma:port' }, [port2], source)
  }
  return { page, asked, say, giveEngine }
}

const nameOf = (transport: Awaited<ReturnType<ReturnType<typeof portOpener>>>) =>
  transport.link.call(['name'], undefined, { context: {} })

test('asks for a port, and calls the engine over it', async () => {
  const { page, asked, giveEngine } = createPage()
  const opening = portOpener(page)()
  expect(asked).toEqual([{ type: 'naghma:port-wanted' }])
  giveEngine('first')
  await expect(nameOf(await opening)).resolves.toBe('first')
})

test('takes nothing from another window', async () => {
  const { page, giveEngine } = createPage()
  const opening = portOpener(page)()
  giveEngine('a frame', {})
  giveEngine('the preload script')
  await expect(nameOf(await opening)).resolves.toBe('the preload script')
})

test('an engine that restarts closes the way, and the next port opens another', async () => {
  const { page, say, giveEngine } = createPage()
  const open = portOpener(page)
  giveEngine('first')
  const first = await open()
  say({ type: 'naghma:engine-gone', restarting: true, message: '' })
  await first.closed
  const again = open()
  giveEngine('second')
  await expect(nameOf(await again)).resolves.toBe('second')
})

test('an engine that has ended for good is not waited for', async () => {
  const { page, say, giveEngine } = createPage()
  const open = portOpener(page)
  giveEngine('first')
  const first = await open()
  say({ type: 'naghma:engine-gone', restarting: false, message: 'The library is damaged.' })
  await first.closed
  await expect(open()).rejects.toThrow(StoppedError)
  giveEngine('second')
  await expect(nameOf(await open())).resolves.toBe('second')
})
