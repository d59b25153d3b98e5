import { rm } from 'node:fs/promises'
import type { Settings } from '../../contract/engine.ts'
import type { EncoderManifest, ModelDownload, Offer } from '../../contract/model.ts'
import { problem } from '../../contract/problem.ts'
import { fetchCheckpoint, knownBytes } from './fetch-checkpoint.ts'
import type { FileOrder } from './file-order.ts'
import { licenceWasAccepted, noteAcceptance } from './licence-acceptance.ts'
import { checkpointFolder, offerState } from './offers.ts'
import { createTransferRate } from './transfer-rate.ts'

const TELL_EVERY_MS = 250

export interface ModelDownloadParts {
  manifests: readonly EncoderManifest[]
  /** Where checkpoints are kept: each in `<folder>/<name>`. */
  folder: string
  /** Asked at each start. */
  settings(): Pick<Settings, 'mirror' | 'proxy'>
  /** At most four a second, and at each change of state. */
  onProgress(download: ModelDownload): void
  /** A checkpoint is whole, in the folder `path`. When it rejects, the download tells why. */
  onDone(path: string): Promise<void>
  patience?: FileOrder['patience']
  freeBytes?: FileOrder['freeBytes']
}

/** Fetches published checkpoints, one at a time. */
export interface ModelDownloads {
  offers(): Promise<Offer[]>
  progress(): ModelDownload
  /**
   * Fetches an offer, or goes on where it stopped; another one that is under way is paused. Problems: `not-found` for
   * an unknown id, `licence-needed` unless the licence is accepted now or was before.
   */
  start(id: string, acceptLicence: boolean): ModelDownload
  /** Stops; what has arrived is kept. */
  pause(): ModelDownload
  /** Stops and removes what has arrived; a whole checkpoint stays. */
  cancel(): Promise<ModelDownload>
  /** Stops as `pause` does, and waits until nothing is written any more. */
  close(): Promise<void>
}

const nothing: ModelDownload = {
  state: 'none',
  id: null,
  name: '',
  bytes: 0,
  total: null,
  bytesPerSecond: null,
  secondsLeft: null,
  message: '',
}

interface Run {
  manifest: EncoderManifest
  controller: AbortController
  /** Resolves when the run fetches no more, however it ended. */
  over: Promise<void>
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Tells a changing state at most every 250 ms, but the latest always and what is urgent at once. */
function throttled(tell: () => void) {
  let toldAt = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined

  function tellNow(): void {
    clearTimeout(timer)
    timer = undefined
    toldAt = performance.now()
    tell()
  }

  return {
    now: tellNow,
    soon: () => {
      const wait = toldAt + TELL_EVERY_MS - performance.now()
      if (wait <= 0) tellNow()
      else timer ??= setTimeout(tellNow, wait)
    },
  }
}

export function createModelDownload(parts: ModelDownloadParts): ModelDownloads {
  let download = nothing
  /** The one under way, paused or failed. */
  let run: Run | undefined
  const teller = throttled(() => parts.onProgress(download))
  const rate = createTransferRate()

  function change(next: ModelDownload): ModelDownload {
    download = next
    teller.now()
    return download
  }

  function stop(state: 'paused' | 'failed', message: string): ModelDownload {
    return change({ ...download, state, bytesPerSecond: null, secondsLeft: null, message })
  }

  function progressed(bytes: number, total: number | null, message: string): void {
    if (message) rate.reset()
    else rate.reached(bytes, performance.now())
    const bytesPerSecond = rate.perSecond()
    const secondsLeft = total !== null && bytesPerSecond ? (total - bytes) / bytesPerSecond : null
    download = { ...download, bytes, total, bytesPerSecond, secondsLeft, message }
    teller.soon()
  }

  async function finish(path: string): Promise<void> {
    const { id, name, total } = download
    run = undefined
    change(nothing)
    try {
      await parts.onDone(path)
    } catch (error) {
      if (!run) change({ ...nothing, state: 'failed', id, name, total, message: wordsOf(error) })
    }
  }

  async function fetchAll({ manifest, controller }: Run, before: Promise<void>): Promise<void> {
    const { signal } = controller
    const checkpoint = checkpointFolder(manifest, parts.folder)
    await before
    try {
      signal.throwIfAborted()
      await noteAcceptance(checkpoint, manifest)
      await fetchCheckpoint({
        manifest,
        checkpoint,
        ...parts.settings(),
        signal,
        onProgress: ({ bytes, total, waiting }) => {
          if (!signal.aborted) progressed(bytes, total, waiting)
        },
        patience: parts.patience,
        freeBytes: parts.freeBytes,
      })
      if (!signal.aborted) void finish(checkpoint)
    } catch (error) {
      if (!signal.aborted) stop('failed', wordsOf(error))
    }
  }

  function pause(): ModelDownload {
    if (!run || download.state !== 'downloading') return download
    run.controller.abort()
    return stop('paused', '')
  }

  /** What an earlier start of Naghma left half fetched is paused, so that it can be gone on with or cancelled. */
  async function recall(): Promise<void> {
    for (const manifest of parts.manifests) {
      const { state, bytesHere } = await offerState(manifest, parts.folder)
      if (state !== 'partial' || run || download.state !== 'none') continue
      run = { manifest, controller: new AbortController(), over: Promise.resolve() }
      const { id, name } = manifest
      change({
        ...nothing,
        state: 'paused',
        id,
        name,
        bytes: bytesHere,
        total: knownBytes(manifest),
      })
    }
  }
  const recalled = recall()

  return {
    offers: () =>
      Promise.all(
        parts.manifests.map(async (manifest) => ({
          ...manifest,
          ...(await offerState(manifest, parts.folder)),
        })),
      ),
    progress: () => download,
    start: (id, acceptLicence) => {
      const manifest = parts.manifests.find((one) => one.id === id)
      if (!manifest) throw problem('not-found', `There is no model "${id}" to download.`)
      if (!acceptLicence && !licenceWasAccepted(checkpointFolder(manifest, parts.folder), manifest))
        throw problem(
          'licence-needed',
          `${manifest.name} is published under ${manifest.licence.name}. Read and accept the licence to download it.`,
        )
      if (download.state === 'downloading' && download.id === id) return download
      run?.controller.abort()
      const before = run?.over ?? Promise.resolve()
      rate.reset()
      const { name } = manifest
      change({ ...nothing, state: 'downloading', id, name, total: knownBytes(manifest) })
      run = { manifest, controller: new AbortController(), over: Promise.resolve() }
      run.over = fetchAll(run, before)
      return download
    },
    pause,
    cancel: async () => {
      await recalled
      const cancelled = run
      if (!cancelled) return download.state === 'none' ? download : change(nothing)
      cancelled.controller.abort()
      await cancelled.over
      if (run !== cancelled) return download
      const { state } = await offerState(cancelled.manifest, parts.folder)
      if (state !== 'here')
        await rm(checkpointFolder(cancelled.manifest, parts.folder), {
          recursive: true,
          force: true,
        })
      run = undefined
      return change(nothing)
    },
    close: async () => {
      await recalled
      pause()
      await run?.over
    },
  }
}
