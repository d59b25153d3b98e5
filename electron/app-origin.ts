export const appScheme = 'naghma'
export const appHost = 'app'
/** The one origin the shell shows; a standard scheme, so Chromium reports it in this form. */
export const appOrigin = `${appScheme}://${appHost}`

/** Parses text a page or Chromium hands over; undefined when it is no URL. */
export function parseUrl(text: string): URL | undefined {
  return URL.parse(text) ?? undefined
}

/** True for URLs of the app's own pages and media: this scheme and host, no port and no credentials. */
export function isAppUrl(text: string): boolean {
  const url = parseUrl(text)
  return (
    url?.protocol === `${appScheme}:` &&
    url.hostname === appHost &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  )
}
