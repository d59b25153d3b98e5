import { readFile, realpath } from 'node:fs/promises'
import { extname, isAbsolute, join, relative, sep } from 'node:path'
import { pageHeaders } from '../contract/page-headers.ts'

/** Every kind of file the build writes; another kind is not served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
}

/** Characters a file name of the build may have: no separators of any platform, no drive letters, no streams. */
const plainName = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/

/**
 * The path under the page folder that a URL's path names, `index.html` for the root; undefined for anything but
 * plain names, whatever its encoding.
 */
export function pageFile(pathname: string): string | undefined {
  if (pathname === '' || pathname === '/') return 'index.html'
  const names = pathname.split('/').slice(1)
  return names.every((name) => plainName.test(name)) ? join(...names) : undefined
}

/** True when `file` lies inside `folder`; both real paths. */
function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file)
  return path !== '' && path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path)
}

/** A file of the built page, with the page's headers; undefined when there is none by that path. */
export async function pageResponse(
  pageFolder: string,
  pathname: string,
): Promise<Response | undefined> {
  const name = pageFile(pathname)
  const contentType = name && contentTypes[extname(name)]
  if (!contentType) return undefined
  try {
    const file = await realpath(join(pageFolder, name))
    if (!isInside(await realpath(pageFolder), file)) return undefined
    return new Response(await readFile(file), {
      headers: { ...pageHeaders, 'content-type': contentType },
    })
  } catch {
    return undefined
  }
}
