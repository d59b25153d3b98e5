import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

const types: { [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

/**
 * A file of the built page; `/` is its start. Only plain names of letters, digits, `-`, `_` and `.` in at most one
 * folder are looked for, so no address can leave the folder.
 */
export async function pageResponse(root: URL, path: string): Promise<Response> {
  const name = path === '/' ? 'index.html' : path.slice(1)
  const type = types[extname(name)]
  if (!type || !/^(?:[\w-]+\/)?[\w-][\w.-]*$/.test(name)) return notFound()
  try {
    const body = await readFile(fileURLToPath(new URL(name, root)))
    const immutable = name.startsWith('assets/')
    return new Response(body, {
      headers: {
        'Content-Type': type,
        'Cache-Control': immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
    })
  } catch {
    return notFound()
  }
}

function notFound(): Response {
  return new Response('There is nothing here.', {
    status: 404,
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  })
}
