import open from 'open'
import type { Access } from './host/access.ts'
import { createEngineServer } from './host/engine-server.ts'
import type { OwnEngine } from './host/open-engine.ts'

export interface ServeOptions {
  /** 0 takes a free port. */
  port: number
  /** Folder of the built page, with a trailing slash. */
  pages: URL
  /** Open the address in the default browser. */
  openBrowser: boolean
  /** Called when the last page closed and the setting asks to stop then. */
  onLastPageClosed(): void
}

export interface ServedHost {
  /** With the token: whoever has it can use the library. */
  url: string
  port: number
  close(): Promise<void>
}

/** A page that is reloaded is gone for a moment. Milliseconds. */
const LAST_PAGE_GRACE_MS = 5_000

/** Serves the page and the engine to browsers on this machine, on 127.0.0.1 only. */
export async function serve(own: OwnEngine, options: ServeOptions): Promise<ServedHost> {
  const access: Access = { token: own.token, port: undefined }
  let served: number | undefined
  let grace: NodeJS.Timeout | undefined
  let closing = false
  const server = createEngineServer({
    engine: own.engine,
    access: () => ({ ...access, port: served ?? 0 }),
    pages: options.pages,
    onConnections: (count) => {
      clearTimeout(grace)
      if (count > 0 || closing) return
      grace = setTimeout(() => {
        if (own.engine.settings().stopWithLastPage) options.onLastPageClosed()
      }, LAST_PAGE_GRACE_MS)
    },
  })
  served = await server.listen(options.port)
  const url = `http://127.0.0.1:${served}/?token=${own.token}`
  await own.announceUrl(`http://127.0.0.1:${served}/`)
  if (options.openBrowser) await openInBrowser(url)
  return {
    url,
    port: served,
    close: () => {
      closing = true
      clearTimeout(grace)
      return server.close()
    },
  }
}

/** Opens the default browser; where there is none, the printed address is enough. */
export async function openInBrowser(url: string): Promise<void> {
  try {
    const browser = await open(url)
    browser.on('error', () => {})
    browser.unref()
  } catch {
    // No browser could be started; the address was printed.
  }
}
