import type { CustomScheme } from 'electron'
import { pageHeaders } from '../contract/page-headers.ts'
import { appScheme, isAppUrl } from './app-origin.ts'
import { pageResponse } from './page-files.ts'
import { type EngineAddress, fetchFromEngine, mediaTarget } from './track-media.ts'

/** Registered before the app is ready: an origin of its own, secure, with fetch and streamed media. */
export const appSchemePrivileges: CustomScheme = {
  scheme: appScheme,
  privileges: {
    standard: true,
    secure: true,
    stream: true,
    supportFetchAPI: true,
    codeCache: true,
    bypassCSP: false,
    corsEnabled: false,
    allowServiceWorkers: false,
  },
}

export interface ProtocolSources {
  /** The built page. */
  pageFolder: string
  /** Where the engine listens at this moment; undefined while there is none. */
  engineAddress(): EngineAddress | undefined
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: pageHeaders })
}

/**
 * Answers every `naghma:` URL: the page's own files, audio and artwork by track id, 404 for all else; 503 for media
 * while there is no engine.
 */
export function protocolHandler({ pageFolder, engineAddress }: ProtocolSources) {
  return async (request: Request): Promise<Response> => {
    if (!isAppUrl(request.url)) return refusal(404)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refusal(405)
    const url = new URL(request.url)
    const target = mediaTarget(url)
    if (target === undefined) return (await pageResponse(pageFolder, url.pathname)) ?? refusal(404)
    const address = engineAddress()
    return address ? fetchFromEngine(address, target, request) : refusal(503)
  }
}
