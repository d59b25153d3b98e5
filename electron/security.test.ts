import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { contentSecurityPolicy } from '../contract/page-headers.ts'
import { isAppUrl } from './app-origin.ts'
import { externalLink, mayLoad, restrictNavigation, restrictRequests } from './navigation.ts'
import { mayUse, restrictPermissions } from './permissions.ts'
import { appSchemePrivileges } from './protocol.ts'
import { pageBackground, type WindowLook, windowOptions } from './window-options.ts'

const foreign = [
  'https://example.org/',
  'http://app/',
  'file:///etc/passwd',
  'naghma://other/',
  'naghma://app.example.org/',
  'naghma://app:99/',
  'naghma://user@app/',
  'naghma:app/',
  'javascript:alert(1)',
  'data:text/html,hello',
  'blob:https://example.org/1',
  'about:blank',
  'not a url',
  '',
]

describe('the origin', () => {
  it.each(['naghma://app', 'naghma://app/', 'NAGHMA://app/track/1/audio', 'naghma://app/#x'])(
    'holds %s',
    (url) => expect(isAppUrl(url)).toBe(true),
  )
  it.each(foreign)('does not hold %j', (url) => expect(isAppUrl(url)).toBe(false))

  it('holds no text that a URL parser reads otherwise', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string(), fc.string({ unit: 'binary' })), (text) => {
        expect(isAppUrl(text)).toBe(false)
      }),
    )
  })
})

describe('navigation', () => {
  /** Web contents whose events the test fires. */
  function contents() {
    const listeners = new Map<string, (event: { url: string; preventDefault(): void }) => void>()
    let openHandler: ((details: { url: string }) => { action: 'deny' }) | undefined
    const opened = vi.fn<(url: string) => void>()
    restrictNavigation(
      {
        on: (event: string, listener: (event: { url: string; preventDefault(): void }) => void) =>
          listeners.set(event, listener),
        setWindowOpenHandler: (handler) => {
          openHandler = handler
        },
      },
      opened,
    )
    const fire = (event: string, url: string) => {
      const preventDefault = vi.fn()
      listeners.get(event)?.({ url, preventDefault })
      return preventDefault.mock.calls.length > 0
    }
    const open = (url: string) => openHandler?.({ url })
    return { fire, open, opened }
  }

  it.each(['will-frame-navigate', 'will-redirect'])('%s stays on the app', (event) => {
    const { fire } = contents()
    expect(fire(event, 'naghma://app/index.html')).toBe(false)
    for (const url of foreign) expect(fire(event, url)).toBe(true)
  })

  it('attaches no webview', () => {
    expect(contents().fire('will-attach-webview', 'naghma://app/')).toBe(true)
  })

  it('opens no window, and only listed links in the browser', () => {
    const { open, opened } = contents()
    for (const url of [...foreign, 'naghma://app/']) expect(open(url)).toEqual({ action: 'deny' })
    expect(opened).not.toHaveBeenCalled()
    expect(open('https://huggingface.co/models')).toEqual({ action: 'deny' })
    expect(opened).toHaveBeenCalledExactlyOnceWith('https://huggingface.co/models')
  })

  it.each([
    'http://huggingface.co/',
    'https://huggingface.co.example.org/',
    'https://example.org/huggingface.co',
    'https://huggingface.co:8443/',
    'https://user:pass@huggingface.co/',
    'https://huggingface.co@example.org/',
    'ms-settings:privacy',
    'file:///usr/bin/xterm',
  ])('takes %s for no link', (url) => expect(externalLink(url)).toBeUndefined())

  it('loads the app and what the page made, nothing else', () => {
    const answers: Array<[string, boolean]> = []
    restrictRequests({
      webRequest: {
        onBeforeRequest: (listener) => {
          for (const url of ['naghma://app/a.js', 'https://example.org/', 'file:///etc/passwd'])
            listener({ url }, ({ cancel }) => answers.push([url, cancel]))
        },
      },
    })
    expect(answers).toEqual([
      ['naghma://app/a.js', false],
      ['https://example.org/', true],
      ['file:///etc/passwd', true],
    ])
    expect(mayLoad('blob:naghma://app/1')).toBe(true)
    expect(mayLoad('ws://127.0.0.1:80/')).toBe(false)
  })
})

describe('permissions', () => {
  const asking = 'naghma://app/'

  it('are denied unless named, to all but the top frame of the app', () => {
    const permission = 'clipboard-sanitized-write'
    expect(mayUse({ permission, asking, isMainFrame: true })).toBe(true)
    expect(mayUse({ permission, asking, isMainFrame: false })).toBe(false)
    expect(mayUse({ permission, asking: 'https://example.org', isMainFrame: true })).toBe(false)
    for (const other of [
      'media',
      'geolocation',
      'notifications',
      'openExternal',
      'fileSystem',
      'hid',
    ])
      expect(mayUse({ permission: other, asking, isMainFrame: true })).toBe(false)
    fc.assert(
      fc.property(fc.string(), (name) => !mayUse({ permission: name, asking, isMainFrame: true })),
    )
  })

  it('are asked and checked by the same table', () => {
    const session = {
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
      setDisplayMediaRequestHandler: vi.fn(),
    }
    restrictPermissions(session)
    const [request] = session.setPermissionRequestHandler.mock.calls[0] ?? []
    const [check] = session.setPermissionCheckHandler.mock.calls[0] ?? []
    for (const [permission, allowed] of [
      ['clipboard-sanitized-write', true],
      ['media', false],
    ] as const) {
      const answer = vi.fn()
      request(null, permission, answer, { requestingUrl: asking, isMainFrame: true })
      expect(answer).toHaveBeenCalledExactlyOnceWith(allowed)
      expect(check(null, permission, 'naghma://app', { isMainFrame: true })).toBe(allowed)
    }
    expect(session.setDevicePermissionHandler.mock.calls[0]?.[0]({})).toBe(false)
    const capture = vi.fn()
    session.setDisplayMediaRequestHandler.mock.calls[0]?.[0]({}, capture)
    expect(capture).toHaveBeenCalledExactlyOnceWith({})
  })
})

describe('the window', () => {
  const look: WindowLook = {
    place: { width: 1280, height: 800 },
    fullScreen: false,
    zoomFactor: 1.25,
    dark: true,
    preload: '',
    packaged: true,
  }

  it('is isolated and sandboxed, without Node, and hidden until its page is ready', () => {
    const options = windowOptions({ ...look, preload: '/preload.cjs', packaged: true })
    expect(options.show).toBe(false)
    expect(options.webPreferences).toEqual({
      preload: '/preload.cjs',
      zoomFactor: 1.25,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      autoplayPolicy: 'no-user-gesture-required',
      devTools: false,
    })
  })

  it('has the page’s own background', async () => {
    const tokens = await readFile(new URL('../renderer/src/ui/tokens.css', import.meta.url), 'utf8')
    const [, light, dark] = /--surface: light-dark\((#\w+), (#\w+)\)/.exec(tokens) ?? []
    expect([pageBackground(false), pageBackground(true)]).toEqual([light, dark])
  })

  it('starts in the colour of the theme, with developer tools only unpackaged', () => {
    const light = windowOptions({ ...look, dark: false, packaged: false })
    const dark = windowOptions({ ...look, packaged: false })
    expect(light.backgroundColor).not.toBe(dark.backgroundColor)
    expect(dark.backgroundColor).toBe(pageBackground(true))
    expect(light.webPreferences.devTools).toBe(true)
  })
})

describe('the policy', () => {
  it('allows nothing inline but one style, and nothing from elsewhere', () => {
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:|ws:/)
    for (const directive of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"])
      expect(contentSecurityPolicy.split('; ')).toContain(directive)
  })

  it('holds the hash of the style that the installed react-aria writes', async () => {
    const entry = createRequire(import.meta.url).resolve('react-aria/package.json')
    const source = await readFile(
      new URL('dist/private/interactions/usePress.mjs', `file://${entry}`),
      'utf8',
    )
    const attribute = /PRESSABLE_ATTRIBUTE = '([^']+)'/.exec(source)?.[1]
    const style = /style\.textContent = `([^`]+)`\.trim\(\)/.exec(source)?.[1]
    const text = style?.replace(/\$\{[^}]*PRESSABLE_ATTRIBUTE\}/, attribute ?? '').trim() ?? ''
    const hash = createHash('sha256').update(text).digest('base64')
    expect(contentSecurityPolicy).toContain(`'sha256-${hash}'`)
  })

  it('is not bypassed by the scheme', () => {
    expect(appSchemePrivileges.privileges).toMatchObject({
      standard: true,
      secure: true,
      stream: true,
      supportFetchAPI: true,
      bypassCSP: false,
      allowServiceWorkers: false,
    })
  })
})
