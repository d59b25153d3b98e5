import { resolve } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { isLaunch, type Launch, parseLaunch, profileFolder } from './launch.ts'
import { finishBeforeQuit } from './quit.ts'
import { claimSingleInstance } from './single-instance.ts'

const cwd = resolve('/home/user')

describe('what to open', () => {
  it.each<[string[], Record<string, string>, Launch]>([
    [[], {}, { dataFolder: null, places: [], demo: false }],
    [
      ['Music', '/more'],
      {},
      { dataFolder: null, places: [resolve(cwd, 'Music'), resolve('/more')], demo: false },
    ],
    [['--data', 'lib', '--demo'], {}, { dataFolder: resolve(cwd, 'lib'), places: [], demo: true }],
    [
      ['--data=/lib', 'Music'],
      {},
      { dataFolder: resolve('/lib'), places: [resolve(cwd, 'Music')], demo: false },
    ],
    [[], { NAGHMA_DATA: '/env' }, { dataFolder: resolve('/env'), places: [], demo: false }],
    [
      ['--data', '/lib'],
      { NAGHMA_DATA: '/env' },
      { dataFolder: resolve('/lib'), places: [], demo: false },
    ],
    [[], { NAGHMA_DATA: '' }, { dataFolder: null, places: [], demo: false }],
    [
      ['--inspect=0', '--remote-debugging-port=0', '--no-sandbox'],
      {},
      { dataFolder: null, places: [], demo: false },
    ],
    [
      ['file:///m%C3%BCzik/a%20b.m3u8', 'file:nonsense%'],
      {},
      {
        dataFolder: null,
        places: [resolve('/müzik/a b.m3u8'), resolve(cwd, 'file:nonsense%')],
        demo: false,
      },
    ],
    [['--', '--data'], {}, { dataFolder: null, places: [resolve(cwd, '--data')], demo: false }],
  ])('%j %j', (args, env, launch) => expect(parseLaunch(args, cwd, env)).toEqual(launch))

  it.each([[['--data']], [['--data=']]])('%j is refused', (args) => {
    expect(() => parseLaunch(args, cwd, {})).toThrow(
      expect.objectContaining({ code: 'invalid-input', field: 'data' }),
    )
  })

  it('gives each named library a profile, and so a lock, of its own', () => {
    expect(profileFolder(parseLaunch([], cwd, {}))).toBeNull()
    expect(profileFolder(parseLaunch(['--data', '/lib'], cwd, {}))).toBe(resolve('/lib/desktop'))
  })
})

describe('a second instance', () => {
  const launch: Launch = { dataFolder: null, places: ['/music'], demo: false }

  function app(isFirst: boolean) {
    let tell: ((launch: unknown) => void) | undefined
    const lock = {
      requestSingleInstanceLock: vi.fn(() => isFirst),
      on: (
        _event: 'second-instance',
        listener: (event: unknown, argv: string[], cwd: string, launch: unknown) => void,
      ) => {
        tell = (second) => listener({}, [], '', second)
      },
    }
    return { lock, tell: (second: unknown) => tell?.(second) }
  }

  it('tells the first what it was asked to open, and goes', () => {
    const { lock } = app(false)
    expect(claimSingleInstance(lock, launch, vi.fn())).toBe(false)
    expect(lock.requestSingleInstanceLock).toHaveBeenCalledWith(launch)
  })

  it('is heard by the first, when it makes sense', () => {
    const { lock, tell } = app(true)
    const heard = vi.fn()
    expect(claimSingleInstance(lock, launch, heard)).toBe(true)
    for (const nonsense of [
      undefined,
      null,
      'x',
      {},
      { ...launch, places: [1] },
      { ...launch, demo: 1 },
    ]) {
      tell(nonsense)
      expect(isLaunch(nonsense)).toBe(false)
    }
    expect(heard).not.toHaveBeenCalled()
    tell(launch)
    expect(heard).toHaveBeenCalledExactlyOnceWith(launch)
  })
})

describe('quitting', () => {
  it.each([
    ['well', () => Promise.resolve()],
    ['badly', () => Promise.reject(new Error('no'))],
  ])('waits for an engine that ends %s', async (_how, end) => {
    let willQuit = (): boolean => false
    const quit = vi.fn()
    let finish = () => {}
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    finishBeforeQuit(
      {
        on: (_event, listener) => {
          willQuit = () => {
            const preventDefault = vi.fn()
            listener({ preventDefault })
            return preventDefault.mock.calls.length > 0
          }
        },
        quit,
      },
      () => finished.then(end),
    )
    expect(willQuit()).toBe(true)
    expect(willQuit()).toBe(true)
    expect(quit).not.toHaveBeenCalled()
    finish()
    await vi.waitFor(() => expect(quit).toHaveBeenCalledOnce())
    expect(willQuit()).toBe(false)
  })
})
