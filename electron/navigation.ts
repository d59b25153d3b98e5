import { isAppUrl, parseUrl } from './app-origin.ts'

/** Sites the page links to: the models and the licences. Tags of music files are never trusted with a link. */
const linkedHosts: ReadonlySet<string> = new Set(['huggingface.co', 'creativecommons.org'])

/** Schemes a page may load from; developer tools load themselves. No http, no file. */
const loadableSchemes: ReadonlySet<string> = new Set(['data:', 'blob:', 'devtools:'])

/** The normalised https URL of a link the user's browser may open, else undefined. */
export function externalLink(text: string): string | undefined {
  const url = parseUrl(text)
  const allowed =
    url?.protocol === 'https:' &&
    linkedHosts.has(url.hostname) &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  return allowed ? url.href : undefined
}

/** Whether a page of the shell may load this URL at all: the app itself, and data the page made. */
export function mayLoad(text: string): boolean {
  return isAppUrl(text) || loadableSchemes.has(parseUrl(text)?.protocol ?? '')
}

/** The parts of Electron's `session` and `webContents` that decide where a page may go. */
interface RequestingSession {
  readonly webRequest: {
    onBeforeRequest(
      listener: (details: { url: string }, answer: (response: { cancel: boolean }) => void) => void,
    ): void
  }
}
interface NavigatingContents {
  on(
    event: 'will-frame-navigate' | 'will-redirect',
    listener: (event: { url: string; preventDefault(): void }) => void,
  ): unknown
  on(event: 'will-attach-webview', listener: (event: { preventDefault(): void }) => void): unknown
  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' }): void
}

/** Cancels every request that leaves the app: no page reaches the network or the disk. */
export function restrictRequests(session: RequestingSession): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayLoad(url) }))
}

/** Keeps a page on the app's origin: no other address, no new windows, no webviews. */
export function restrictNavigation(
  contents: NavigatingContents,
  openExternal: (url: string) => void,
): void {
  contents.on('will-frame-navigate', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    const link = externalLink(url)
    if (link) openExternal(link)
    return { action: 'deny' }
  })
}
