import { once } from 'node:events'
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  type Child,
  deathsInARow,
  type EngineOptions,
  restartDelay,
  startEngine,
} from './engine-process.ts'

/**
 * An engine in a real thread, so that messages and ports cross a real boundary. It is ready on `open`; its page port
 * takes orders: start and stop processes, quit, die.
 */
const engineScript = /* js */ `
const { parentPort } = require('node:worker_threads')
let page
parentPort.on('message', ({ message, ports }) => {
  if (message.type === 'open') {
    if (message.dataFolder === '/newer') {
      parentPort.postMessage({ type: 'failed', code: 'library-newer', message: 'The library is newer.' })
      return process.exit(1)
    }
    if (message.dataFolder === '/dies') process.exit(3)
    parentPort.postMessage({ type: 'ready', socket: '/engine.sock', token: 'secret' })
  }
  if (message.type === 'shut-down' && page !== 'stubborn') process.exit(0)
  if (message.type === 'page-port') {
    page = ports[0]
    page.on('message', (order) => {
      if (order === 'die') process.exit(7)
      if (order === 'hang') page = 'stubborn'
      else parentPort.postMessage(order)
    })
    page.postMessage('hello')
  }
  if (message.type === 'make-report')
    parentPort.postMessage({ type: 'report-made', id: message.id, text: 'All is well.' })
  if (message.type === 'find-files') {
    if (message.trackIds[0] === 13) process.exit(7)
    parentPort.postMessage({ type: 'files-found', id: message.id, paths: message.trackIds.map(String) })
  }
  if (message.type === 'process-exited') page.postMessage(message)
  if (message.type === 'process-started') {
    ports[0].on('message', (answer) => page.postMessage(answer))
    ports[0].postMessage('who are you?')
  }
})`

/** A media or inference process: answers the engine over the port of its first message. */
const processScript = /* js */ `
const { parentPort, workerData } = require('node:worker_threads')
parentPort.once('message', ({ message, ports }) => {
  ports[0].on('message', () => ports[0].postMessage(message.type + ' reached ' + workerData))
  ports[0].on('close', () => process.exit(0))
})`

function forkThread(kind: string): Child<MessagePort> & { worker: Worker } {
  const script = kind === 'engine' ? engineScript : processScript
  const worker = new Worker(script, { eval: true, workerData: kind })
  onTestFinished(async () => void (await worker.terminate()))
  return {
    worker,
    send: (message, ports = []) => worker.postMessage({ message, ports }, ports),
    onMessage: (listener) => void worker.on('message', listener),
    onExit: (listener) => void worker.on('exit', listener),
    kill: () => void worker.terminate(),
  }
}

function keeper(given: Partial<EngineOptions<MessagePort>> & { dataFolder?: string } = {}) {
  const forked: Array<{ kind: string; worker: Worker }> = []
  const onReady = vi.fn<() => void>()
  const onGone = vi.fn<(message: string) => void>()
  const onFailed = vi.fn<(message: string) => void>()
  const onWork = vi.fn<EngineOptions<MessagePort>['onWork']>()
  const onShowFile = vi.fn<(path: string) => void>()
  const onQuit = vi.fn<() => void>()
  const engine = startEngine<MessagePort>({
    fork: (kind) => {
      const child = forkThread(kind)
      forked.push({ kind, worker: child.worker })
      return child
    },
    createChannel: () => new MessageChannel(),
    open: {
      type: 'open',
      dataFolder: given.dataFolder ?? null,
      folders: [],
      demo: false,
      resourcesFolder: '/resources',
    },
    onReady,
    onGone,
    onFailed,
    onWork,
    onShowFile,
    onQuit,
    delay: () => 10,
    ...given,
  })
  const ready = (times = 1) => vi.waitFor(() => expect(onReady).toHaveBeenCalledTimes(times))
  /** Connects a page; its end of the port, and what it hears. */
  const page = () => {
    const { port1, port2 } = new MessageChannel()
    const heard: unknown[] = []
    port2.on('message', (message) => heard.push(message))
    onTestFinished(() => port2.close())
    expect(engine.connectPage(port1)).toBe(true)
    const hears = (message: unknown) => vi.waitFor(() => expect(heard).toContainEqual(message))
    return { port: port2, hears }
  }
  return { engine, forked, ready, page, onReady, onGone, onFailed, onWork, onShowFile, onQuit }
}

describe('the back-off', () => {
  it('doubles from a quarter of a second and gives up at the sixth death in a row', () => {
    expect([1, 2, 3, 4, 5, 6, 7].map(restartDelay)).toEqual([
      250,
      500,
      1000,
      2000,
      4000,
      undefined,
      undefined,
    ])
  })

  it('counts anew after an engine that lived a minute', () => {
    expect(deathsInARow(3, 59_999)).toBe(4)
    expect(deathsInARow(3, 60_000)).toBe(1)
  })
})

describe('the engine', () => {
  it('has an address, and takes pages, once it is ready', async () => {
    const { engine, ready, page } = keeper()
    expect(engine.address()).toBeUndefined()
    expect(engine.connectPage(new MessageChannel().port1)).toBe(false)
    await ready()
    expect(engine.address()).toEqual({ socket: '/engine.sock', token: 'secret' })
    await page().hears('hello')
    await engine.stop()
    expect(engine.address()).toBeUndefined()
  })

  it('is started again when it dies, and the page told', async () => {
    const { engine, ready, page, onGone, forked } = keeper()
    await ready()
    page().port.postMessage('die')
    await ready(2)
    expect(onGone).toHaveBeenCalledExactlyOnceWith(
      'The engine stopped with exit code 7 and is being restarted.',
    )
    await page().hears('hello')
    expect(forked.map(({ kind }) => kind)).toEqual(['engine', 'engine'])
    await engine.stop()
  })

  it('is given up when it dies again and again', async () => {
    const { onGone, onFailed, onReady } = keeper({
      dataFolder: '/dies',
      delay: (deaths) => (deaths > 3 ? undefined : 1),
    })
    await vi.waitFor(() => expect(onFailed).toHaveBeenCalledOnce(), { timeout: 5_000 })
    expect(onFailed.mock.calls[0]?.[0]).toContain('4 times in a row, last with exit code 3')
    expect(onGone).toHaveBeenCalledTimes(3)
    expect(onReady).not.toHaveBeenCalled()
  })

  it('is not restarted when it refuses its library', async () => {
    const { onFailed, onGone, forked } = keeper({ dataFolder: '/newer' })
    await vi.waitFor(() => expect(onFailed).toHaveBeenCalledWith('The library is newer.'))
    expect(onGone).not.toHaveBeenCalled()
    expect(forked).toHaveLength(1)
  })

  it('finds the files of tracks; none while there is no engine, or when it dies over the question', async () => {
    const { engine, ready } = keeper()
    expect(await engine.findFiles([1])).toEqual([])
    await ready()
    expect(await Promise.all([engine.findFiles([1, 2]), engine.findFiles([3])])).toEqual([
      ['1', '2'],
      ['3'],
    ])
    expect(await engine.makeReport()).toBe('All is well.')
    expect(await engine.findFiles([13])).toEqual([])
    await ready(2)
    await engine.stop()
  })

  it('passes on its work and the wishes to show a file and to quit, and ignores what is no message', async () => {
    const { engine, ready, page, onWork, onShowFile, onQuit, onReady } = keeper()
    await ready()
    const { port } = page()
    port.postMessage({ type: 'ready', socket: 5 })
    const work = { state: 'running', fraction: 0.5, kinds: ['scan'] } as const
    port.postMessage({ type: 'work', ...work })
    port.postMessage({ type: 'show-file', path: '/music/a.flac' })
    port.postMessage({ type: 'quit' })
    await vi.waitFor(() => expect(onQuit).toHaveBeenCalledOnce())
    expect(onWork).toHaveBeenCalledExactlyOnceWith(work)
    expect(onShowFile).toHaveBeenCalledExactlyOnceWith('/music/a.flac')
    expect(onReady).toHaveBeenCalledOnce()
    await engine.stop()
  })
})

describe('media and inference processes', () => {
  it('are forked on request and joined to the engine by a port', async () => {
    const { engine, ready, page } = keeper()
    await ready()
    const { port, hears } = page()
    port.postMessage({ type: 'start-process', id: 1, kind: 'media' })
    port.postMessage({ type: 'start-process', id: 2, kind: 'inference' })
    await hears('engine-port reached media')
    await hears('engine-port reached inference')
    await engine.stop()
  })

  it('are ended on request, and their end reported', async () => {
    const { engine, ready, page } = keeper()
    await ready()
    const { port, hears } = page()
    port.postMessage({ type: 'start-process', id: 5, kind: 'media' })
    await hears('engine-port reached media')
    port.postMessage({ type: 'stop-process', id: 5 })
    await hears({ type: 'process-exited', id: 5, code: 1 })
    await engine.stop()
  })

  it('do not outlive their engine, and the next engine may use their ids', async () => {
    const { engine, ready, page, forked } = keeper()
    await ready()
    const first = page()
    first.port.postMessage({ type: 'start-process', id: 1, kind: 'media' })
    await first.hears('engine-port reached media')
    const media = forked.find(({ kind }) => kind === 'media')?.worker
    const mediaEnds = media && once(media, 'exit')
    first.port.postMessage('die')
    await mediaEnds
    await ready(2)
    const second = page()
    second.port.postMessage({ type: 'start-process', id: 1, kind: 'media' })
    await second.hears('engine-port reached media')
    second.port.postMessage({ type: 'stop-process', id: 1 })
    await second.hears({ type: 'process-exited', id: 1, code: 1 })
    await engine.stop()
  })
})

describe('stopping', () => {
  it('ends an engine that does not listen after the grace time', async () => {
    const { engine, ready, page, onGone, forked } = keeper()
    await ready()
    const { port, hears } = page()
    await hears('hello')
    port.postMessage('hang')
    await new Promise((resolve) => setTimeout(resolve, 50))
    await engine.stop(50)
    expect(onGone).not.toHaveBeenCalled()
    expect(forked).toHaveLength(1)
  })

  it('needs no engine: one that waits for its restart never starts', async () => {
    const { engine, onGone, forked } = keeper({ dataFolder: '/dies', delay: () => 50 })
    await vi.waitFor(() => expect(onGone).toHaveBeenCalledOnce())
    await engine.stop()
    await new Promise((resolve) => setTimeout(resolve, 120))
    expect(forked).toHaveLength(1)
  })

  it('may be asked for twice', async () => {
    const { engine, ready } = keeper()
    await ready()
    await Promise.all([engine.stop(), engine.stop()])
  })
})
