import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { ShellToPage } from '../contract/shell-messages.ts'
import { bridgePage, type PageWindow, type ShellIpc } from './page-bridge.ts'
import { isTrustedSender, type Page, portHandover } from './port-handover.ts'

const origin = 'naghma://app'

/** A page's web contents that keeps what it is sent. */
function fakePage(id: number) {
  const told: Array<{ message: ShellToPage; ports: MessagePort[] }> = []
  let destroyed = false
  const page: Page<MessagePort> = {
    id,
    isDestroyed: () => destroyed,
    postMessage: (channel, message, ports = []) => {
      expect(channel).toBe('naghma:to-page')
      told.push({ message, ports })
    },
  }
  return { page, told, destroy: () => (destroyed = true) }
}

/** A hand-over to an engine that is up or down, over real channels. */
function handoverTo(engine: { up: boolean }) {
  const engineEnds: MessagePort[] = []
  const handover = portHandover<MessagePort>({
    createChannel: () => {
      const channel = new MessageChannel()
      onTestFinished(() => channel.port1.close())
      return channel
    },
    connectPage: (port) => {
      if (engine.up) engineEnds.push(port)
      return engine.up
    },
  })
  return { handover, engineEnds }
}

describe('the hand-over', () => {
  it('gives page and engine the two ends of one channel', async () => {
    const { handover, engineEnds } = handoverTo({ up: true })
    const { page, told } = fakePage(1)
    handover.portWanted(page)
    expect(told.map(({ message }) => message)).toEqual([{ type: 'naghma:port' }])
    const heard = vi.fn()
    engineEnds[0]?.on('message', heard)
    told[0]?.ports[0]?.postMessage('from the page')
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith('from the page'))
  })

  it('keeps a page that came first until the engine is ready', () => {
    const engine = { up: false }
    const { handover, engineEnds } = handoverTo(engine)
    const { page, told } = fakePage(1)
    handover.portWanted(page)
    handover.portWanted(page)
    expect(told).toEqual([])
    engine.up = true
    handover.engineReady()
    handover.engineReady()
    expect(told).toHaveLength(1)
    expect(engineEnds).toHaveLength(1)
  })

  it('gives a page that reloads another channel', () => {
    const { handover, engineEnds } = handoverTo({ up: true })
    const { page, told } = fakePage(1)
    handover.portWanted(page)
    handover.portWanted(page)
    expect(told).toHaveLength(2)
    expect(new Set(engineEnds).size).toBe(2)
  })

  it('tells each page that the engine is gone, and serves it again when it asks', () => {
    const engine = { up: true }
    const { handover } = handoverTo(engine)
    const pages = [fakePage(1), fakePage(2)] as const
    for (const { page } of pages) handover.portWanted(page)
    engine.up = false
    handover.engineGone(true, 'It stopped.')
    for (const { page, told } of pages) {
      expect(told[1]?.message).toEqual({
        type: 'naghma:engine-gone',
        restarting: true,
        message: 'It stopped.',
      })
      handover.portWanted(page)
    }
    engine.up = true
    handover.engineReady()
    for (const { told } of pages) expect(told[2]?.message).toEqual({ type: 'naghma:port' })
  })

  it('forgets pages that are closed', () => {
    const engine = { up: false }
    const { handover, engineEnds } = handoverTo(engine)
    const { page, told, destroy } = fakePage(1)
    handover.portWanted(page)
    destroy()
    handover.engineGone(true, 'It stopped.')
    engine.up = true
    handover.engineReady()
    expect(told).toEqual([])
    expect(engineEnds).toEqual([])
  })
})

describe('the sender of a wish', () => {
  it('is the top frame of the app', () => {
    expect(isTrustedSender({ url: `${origin}/#tracks`, parent: null })).toBe(true)
  })

  it.each([
    [null],
    [{ url: `${origin}/`, parent: {} }],
    [{ url: 'https://example.org/', parent: null }],
    [{ url: 'naghma://other/', parent: null }],
    [{ url: 'naghma://app.example.org/', parent: null }],
    [{ url: 'about:blank', parent: null }],
    [{ url: '', parent: null }],
  ])('is not %j', (frame) => {
    expect(isTrustedSender(frame)).toBe(false)
  })
})

describe('the preload script', () => {
  function bridge() {
    const listeners: Parameters<PageWindow<MessagePort>['addEventListener']>[1][] = []
    const heard = vi.fn<PageWindow<MessagePort>['postMessage']>()
    const page: PageWindow<MessagePort> = {
      addEventListener: (_type, listener) => void listeners.push(listener),
      postMessage: heard,
    }
    let tell: Parameters<ShellIpc<MessagePort>['on']>[1] | undefined
    const send = vi.fn<ShellIpc<MessagePort>['send']>()
    bridgePage(
      page,
      {
        send,
        on: (channel, listener) => {
          expect(channel).toBe('naghma:to-page')
          tell = listener
        },
      },
      origin,
    )
    const say = (event: { source?: unknown; origin?: string; data: unknown }) => {
      for (const listener of listeners) listener({ source: page, origin, ...event })
    }
    return {
      say,
      send,
      heard,
      tell: (ports: MessagePort[], message: unknown) => tell?.({ ports }, message),
    }
  }

  it('passes the wish on, from the page itself only', () => {
    const { say, send } = bridge()
    say({ data: { type: 'naghma:port-wanted' }, source: {} })
    say({ data: { type: 'naghma:port-wanted' }, origin: 'https://example.org' })
    say({ data: { type: 'naghma:port' } })
    say({ data: 'naghma:port-wanted' })
    expect(send).not.toHaveBeenCalled()
    say({ data: { type: 'naghma:port-wanted', more: 'dropped' } })
    expect(send).toHaveBeenCalledExactlyOnceWith('naghma:from-page', {
      type: 'naghma:port-wanted',
    })
  })

  it('passes the port on to the origin of the app, and nothing unknown', () => {
    const { tell, heard } = bridge()
    const { port1 } = new MessageChannel()
    tell([port1], { type: 'naghma:port' })
    tell([], { type: 'anything else' })
    expect(heard).toHaveBeenCalledExactlyOnceWith({ type: 'naghma:port' }, origin, [port1])
    port1.close()
  })
})
