/**
 * Electron's security checklist, https://www.electronjs.org/docs/latest/tutorial/security, item by item: what the shell
 * is configured with and what its sources say. How each rule behaves is tested beside it.
 */
import { glob, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { contentSecurityPolicy, mediaHeaders } from '../contract/page-headers.ts'
import { appOrigin } from './app-origin.ts'
import { externalLink, restrictNavigation, restrictRequests } from './navigation.ts'
import { desktopFor } from './page-bridge.ts'
import { receivePageMessage } from './page-messages.ts'
import { mayUse, restrictPermissions } from './permissions.ts'
import { appSchemePrivileges, protocolHandler } from './protocol.ts'
import { windowOptions } from './window-options.ts'

const root = join(import.meta.dirname, '..')
const asking = `${appOrigin}/`
const { webPreferences } = windowOptions({
  place: { width: 1280, height: 800 },
  fullScreen: false,
  zoomFactor: 1,
  dark: false,
  preload: '/preload.cjs',
  packaged: true,
})

/** The shell's own sources by name, without tests. */
const sources = new Map<string, string>()
let everything = ''
let page: string
beforeAll(async () => {
  for await (const name of glob('*.ts', { cwd: import.meta.dirname }))
    if (!name.endsWith('.test.ts'))
      sources.set(name, await readFile(join(import.meta.dirname, name), 'utf8'))
  everything = [...sources.values()].join('\n')
  page = await mkdtemp(join(tmpdir(), 'naghma-page-'))
  await writeFile(join(page, 'index.html'), '<!doctype html>')
})
afterAll(() => rm(page, { recursive: true }))

/** How often something is said in the shell's sources. */
function count(pattern: RegExp): number {
  return everything.match(pattern)?.length ?? 0
}

function answers(url: string, method = 'GET'): Promise<Response> {
  const handle = protocolHandler({ pageFolder: page, engineAddress: () => undefined })
  return handle(new Request(url, { method }))
}

describe('Electron’s security checklist', () => {
  it('1. only loads secure content', () => {
    expect(count(/\.loadURL\(/g)).toBe(1)
    expect(everything).toMatch(/window\.loadURL\(`\$\{appOrigin\}\/`\)/)
    expect(appSchemePrivileges.privileges?.secure).toBe(true)
    const cancelled: boolean[] = []
    restrictRequests({
      webRequest: {
        onBeforeRequest: (listener) => {
          for (const url of ['http://example.org/', 'https://example.org/', 'ws://127.0.0.1/'])
            listener({ url }, ({ cancel }) => cancelled.push(cancel))
        },
      },
    })
    expect(cancelled).toEqual([true, true, true])
  })

  it('2. gives the page no Node', () => {
    expect(webPreferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    })
  })

  it('3. isolates the page from the preload script', () => {
    expect(webPreferences.contextIsolation).toBe(true)
  })

  it('4. puts every renderer in the sandbox', () => {
    expect(webPreferences.sandbox).toBe(true)
    expect(sources.get('main.ts')).toMatch(/^ *app\.enableSandbox\(\)$/m)
    expect(everything).not.toMatch(/no-sandbox/)
  })

  it('5. answers permission requests itself, and denies by default', () => {
    const session = {
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
      setDisplayMediaRequestHandler: vi.fn(),
    }
    restrictPermissions(session)
    for (const handler of Object.values(session)) expect(handler).toHaveBeenCalledOnce()
    for (const permission of ['media', 'geolocation', 'notifications', 'fileSystem', 'something'])
      expect(mayUse({ permission, asking, isMainFrame: true })).toBe(false)
    expect(sources.get('main.ts')).toContain('restrictPermissions(session.defaultSession)')
    expect(everything).not.toMatch(/session\.fromPartition|partition:/)
  })

  it('6. keeps web security on', () => {
    expect(webPreferences.webSecurity).toBe(true)
  })

  it('7. sends a content security policy with every answer', async () => {
    expect(contentSecurityPolicy).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(contentSecurityPolicy).not.toMatch(/unsafe|\*|https?:/)
    for (const [url, method, status] of [
      [asking, 'GET', 200],
      [`${appOrigin}/nothing.js`, 'GET', 404],
      [asking, 'POST', 405],
      ['naghma://elsewhere/', 'GET', 404],
      [`${appOrigin}/track/1/audio`, 'GET', 503],
    ] as const) {
      const response = await answers(url, method)
      expect(response.status).toBe(status)
      expect(response.headers.get('content-security-policy')).toBe(contentSecurityPolicy)
    }
    expect(mediaHeaders['content-security-policy']).toBe("default-src 'none'; sandbox")
    expect(appSchemePrivileges.privileges?.bypassCSP).toBe(false)
  })

  it('8. allows no insecure content', () => {
    expect(webPreferences.allowRunningInsecureContent).toBe(false)
    expect(everything).not.toMatch(/certificate-error|setCertificateVerifyProc|ignore-certificate/)
  })

  it('9. and 10. enables no experimental or Blink features', () => {
    expect(webPreferences.experimentalFeatures).toBe(false)
    expect(everything).not.toMatch(/enableBlinkFeatures|enable-features|appendSwitch/)
  })

  it('11. and 12. has no webviews, and attaches none', () => {
    expect(webPreferences.webviewTag).toBe(false)
    expect(everything).not.toMatch(/allowpopups|<webview/)
    const prevented = vi.fn()
    const on = vi.fn((event: string, listener: (event: never) => void) => {
      if (event === 'will-attach-webview')
        listener({ url: asking, preventDefault: prevented } as never)
    })
    restrictNavigation({ on, setWindowOpenHandler: () => {} }, () => {})
    expect(prevented).toHaveBeenCalledOnce()
  })

  it('13. and 14. lets no page navigate away or open windows', () => {
    const prevented: string[] = []
    let open: ((details: { url: string }) => { action: string }) | undefined
    const fire = (listener: (event: never) => void, url: string, event: string) =>
      listener({ url, preventDefault: () => prevented.push(`${event} ${url}`) } as never)
    restrictNavigation(
      {
        on: (event: string, listener: (event: never) => void) => {
          fire(listener, 'https://example.org/', event)
          if (event !== 'will-attach-webview') fire(listener, asking, event)
        },
        setWindowOpenHandler: (handler) => {
          open = handler
        },
      },
      () => {},
    )
    expect(prevented.sort()).toEqual([
      'will-attach-webview https://example.org/',
      'will-frame-navigate https://example.org/',
      'will-redirect https://example.org/',
    ])
    for (const url of [asking, 'https://example.org/']) expect(open?.({ url }).action).toBe('deny')
    // For every page there will ever be, not for one window.
    expect(sources.get('main.ts')).toMatch(/app\.on\('web-contents-created'[^;]*restrictNavigation/)
  })

  it('15. opens outside only what it was made to link to', () => {
    expect(count(/shell\.openPath|shell\.openExternal\(/g)).toBe(1)
    for (const url of [
      'https://example.org/',
      'http://huggingface.co/',
      'file:///bin/sh',
      'smb://a',
    ])
      expect(externalLink(url)).toBeUndefined()
  })

  it('16. is of one version of Electron, a supported one when it was chosen', async () => {
    const manifest: { devDependencies: Record<string, string> } = JSON.parse(
      await readFile(join(root, 'package.json'), 'utf8'),
    )
    const installed: { version: string } = JSON.parse(
      await readFile(join(root, 'node_modules/electron/package.json'), 'utf8'),
    )
    expect(manifest.devDependencies.electron).toBe(installed.version)
    expect(Number(installed.version.split('.')[0])).toBeGreaterThanOrEqual(45)
  })

  it('17. validates the sender of every message', () => {
    expect(count(/ipcMain\.(on|handle|once)\w*\(/g)).toBe(1)
    expect(sources.get('main.ts')).toMatch(
      /ipcMain\.on\(shellChannels\.fromPage, \(\{ senderFrame, sender \}, message\) =>\s+receivePageMessage\(senderFrame,/,
    )
    const handlers = {
      'naghma:port-wanted': vi.fn(),
      'naghma:drag-out': vi.fn(),
      'naghma:speaks': vi.fn(),
      'naghma:looks': vi.fn(),
      'naghma:offers': vi.fn(),
    }
    const foreign = { url: 'https://example.org/', parent: null }
    receivePageMessage(foreign, 'it', { type: 'naghma:port-wanted' }, handlers)
    expect(handlers['naghma:port-wanted']).not.toHaveBeenCalled()
    // Its variant for Electron's main process would listen to pages on channels of its own.
    expect(everything).not.toMatch(/electron-log\/main|from 'electron-log'/)
  })

  it('18. uses a protocol of its own, and no file: addresses', () => {
    expect(appSchemePrivileges).toMatchObject({ scheme: 'naghma', privileges: { standard: true } })
    expect(everything).not.toMatch(/\.loadFile\(|file:\/\//)
  })

  it('19. changes its fuses (read back from packages in package.test.ts)', async () => {
    const configuration = await readFile(join(root, 'electron-builder.yml'), 'utf8')
    for (const fuse of [
      'runAsNode: false',
      'enableCookieEncryption: true',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
      'grantFileProtocolExtraPrivileges: false',
    ])
      expect(configuration).toMatch(new RegExp(`^ {2}${fuse}$`, 'm'))
  })

  it('20. exposes nothing of Electron to the page', () => {
    const send = vi.fn()
    const exposed = desktopFor({ send })
    expect(Object.keys(exposed)).toEqual(['dragOut', 'speak', 'look', 'offer'])
    exposed.look({ toString: () => 'dark' })
    exposed.offer([{}])
    expect(send).not.toHaveBeenCalled()
    expect(count(/exposeInMainWorld\(/g)).toBe(1)
    expect(sources.get('preload.ts')).toContain("exposeInMainWorld('naghma', desktopFor(shell))")
  })
})
