import { readFile, statfs } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import { isProblem, problem } from '../../contract/problem.ts'
import { sha256OfFile } from '../sound/file-digest.ts'
import { fileProblem } from '../sound/file-problem.ts'
import {
  continuation,
  follows,
  MAX_JSON_BYTES,
  refuseWebPage,
  refuseWrongKind,
  wholeSize,
} from './answer-checks.ts'
import { connectionSetback, type Setback, statusSetback } from './download-setback.ts'
import type { FileOrder, Patience } from './file-order.ts'
import { openPartial, type PartialFile, partialName } from './partial-file.ts'
import { piecesOf } from './pieces-of.ts'
import { type Answer, ask, openDispatcher } from './server-answer.ts'

const usualPatience: Patience = {
  tries: 8,
  firstWaitMs: 1_000,
  longestWaitMs: 60_000,
  longestRetryAfterMs: 300_000,
  stallMs: 30_000,
}

/** Where that cannot be found out, it is taken to be enough: a write will tell. */
async function freeBytesAt(folder: string): Promise<number> {
  const found = await statfs(folder).catch(() => undefined)
  return found ? found.bavail * found.bsize : Number.POSITIVE_INFINITY
}

function cancelled(): Error {
  return problem('cancelled', 'The download was stopped. What has arrived is kept.')
}

/** Bytes of the whole file; null until known. */
function totalOf(order: FileOrder, partial: PartialFile): number | null {
  return order.expected.bytes ?? partial.source?.total ?? null
}

function report(order: FileOrder, partial: PartialFile, waiting = ''): void {
  order.onProgress?.({ bytes: partial.bytes, total: totalOf(order, partial), waiting })
}

/** Finds out a page whose first piece was too short to tell. */
async function discardWebPage(partial: PartialFile, host: string): Promise<void> {
  try {
    refuseWebPage(await partial.head(), host)
  } catch (error) {
    await partial.restart(null)
    throw error
  }
}

async function refuseFullDisk(order: FileOrder, rest: number): Promise<void> {
  const needed = rest + (order.reserve ?? 0)
  const free = await (order.freeBytes ?? freeBytesAt)(dirname(order.destination))
  if (free < needed)
    throw problem(
      'disk-full',
      `There is not enough room: ${Math.ceil(needed / 1e6)} MB are needed, ${Math.floor(free / 1e6)} MB are free. Free some space and start the download again; what has arrived is kept.`,
    )
}

/** Makes the partial file ready for the bytes of a good answer; those it has are kept where the answer follows on. */
async function begin(order: FileOrder, partial: PartialFile, answer: Answer): Promise<void> {
  if (answer.status === 206) partial.pieced = true
  else
    await partial.restart({
      url: order.url,
      etag: answer.header('etag') ?? null,
      lastModified: answer.header('last-modified') ?? null,
      sha256: answer.linked.sha256,
      total: wholeSize(order, answer),
    })
  await refuseFullDisk(order, (totalOf(order, partial) ?? 0) - partial.bytes)
}

/** Writes the body of a good answer to the partial file. */
async function receive(
  order: FileOrder,
  partial: PartialFile,
  answer: Answer,
  onBytes: () => void,
): Promise<Setback | null> {
  let begun = false
  for await (const chunk of piecesOf(answer.body)) {
    onBytes()
    if (!begun) {
      if (answer.status === 200) refuseWebPage(chunk.toString('latin1'), answer.host)
      await begin(order, partial, answer)
      begun = true
    }
    await partial.append(chunk)
    report(order, partial)
    const most =
      totalOf(order, partial) ?? (order.expected.kind === 'json' ? MAX_JSON_BYTES : Infinity)
    if (partial.bytes > most) break
  }
  if (!begun) await begin(order, partial, answer)
  await discardWebPage(partial, answer.host)
  return partial.bytes < (totalOf(order, partial) ?? 0)
    ? { words: `${answer.host} stopped before the end of the file.`, waitMs: null }
    : null
}

/** Asks once for what is missing. Resolves with null when no more is to come. */
async function fetchRest(
  order: FileOrder,
  patience: Patience,
  partial: PartialFile,
  dispatcher: Dispatcher,
): Promise<Setback | null> {
  const total = totalOf(order, partial)
  if (total !== null && partial.bytes > 0 && partial.bytes >= total) return null
  const rest = continuation(order, partial)
  let answer: Answer | undefined
  const stalled = new AbortController()
  const timer = setTimeout(() => stalled.abort(), patience.stallMs)
  try {
    const signal = AbortSignal.any([order.signal, stalled.signal])
    answer = await ask(order.url, rest ?? {}, dispatcher, signal)
    timer.refresh()
    const setback = statusSetback(answer, patience.longestRetryAfterMs)
    if (setback) return setback
    if (answer.status !== 416) refuseWrongKind(answer)
    if (answer.status !== 200 && !(rest && follows(order, partial, answer))) {
      await partial.restart(null)
      return {
        words: `${answer.host} answers with other bytes than it was asked for.`,
        waitMs: rest ? 0 : null,
      }
    }
    return await receive(order, partial, answer, () => timer.refresh())
  } catch (error) {
    if (order.signal.aborted) throw cancelled()
    if (isProblem(error)) throw error
    const { host } = new URL(order.url)
    if (!stalled.signal.aborted) return connectionSetback(error, host)
    const seconds = Math.round(patience.stallMs / 1000)
    return { words: `${host} has sent nothing for ${seconds} s.`, waitMs: null }
  } finally {
    clearTimeout(timer)
    answer?.body.on('error', () => {}).destroy()
  }
}

/** What is wrong with a file that has arrived, as the end of a sentence; null when it is as it should be. */
async function findFault(order: FileOrder, partial: PartialFile): Promise<string | null> {
  const path = partialName(order.destination)
  const total = totalOf(order, partial)
  if (partial.bytes === 0) return 'is empty'
  if (total !== null && partial.bytes !== total)
    return `has ${partial.bytes} bytes instead of ${total}`
  const sha256 = order.expected.sha256 ?? partial.source?.sha256 ?? null
  if (sha256 !== null && (await sha256OfFile(path, order.signal)) !== sha256)
    return 'is not the file that was published: its checksum differs'
  if (order.expected.kind === 'json')
    try {
      JSON.parse(await readFile(path, 'utf8'))
    } catch {
      return 'is not valid JSON'
    }
  return null
}

async function wait(order: FileOrder, partial: PartialFile, words: string, ms: number) {
  if (ms === 0) return
  report(order, partial, `${words} Trying again in ${Math.ceil(ms / 1000)} s.`)
  await delay(ms, undefined, { signal: order.signal })
  report(order, partial)
}

/** Tries until nothing more is to come, or nothing new has come too often. */
async function fetchAll(
  order: FileOrder,
  patience: Patience,
  partial: PartialFile,
  dispatcher: Dispatcher,
): Promise<void> {
  for (let failures = 0; ; ) {
    const { bytes, restarts } = partial
    const setback = await fetchRest(order, patience, partial, dispatcher)
    if (!setback) return
    const cameNearer = partial.restarts === restarts && partial.bytes > bytes
    failures = cameNearer ? 0 : failures + 1
    if (failures >= patience.tries || partial.restarts >= patience.tries)
      throw problem(
        'download-failed',
        `${setback.words} It was tried again and again. What has arrived is kept: start the download again to go on.`,
      )
    const doubled = patience.firstWaitMs * 2 ** Math.max(failures - 1, 0)
    const usual = Math.min(doubled, patience.longestWaitMs)
    await wait(order, partial, setback.words, setback.waitMs ?? usual)
  }
}

async function fetchGood(
  order: FileOrder,
  patience: Patience,
  partial: PartialFile,
  dispatcher: Dispatcher,
): Promise<void> {
  for (let again = false; ; again = true) {
    await fetchAll(order, patience, partial, dispatcher)
    const fault = await findFault(order, partial)
    if (fault === null) return
    const wasPieced = partial.pieced
    await partial.restart(null)
    // Pieces may have come from two versions of a file; one whole answer that is wrong stays wrong.
    if (wasPieced && !again) continue
    throw problem(
      'download-mismatch',
      `${basename(order.destination)} ${fault}. It was removed. Start the download again; if that does not help, set another mirror.`,
    )
  }
}

/**
 * Fetches a file to `destination`, which is whole and checked or not there: until then the bytes are in
 * `<destination>.partial`, from which a later call goes on. Broken connections, stalls and busy servers are tried
 * again. Checked are the size and the digest as far as they are known, that it is no web page, and JSON for being JSON.
 * Problems: `not-found` when the server does not have it; `download-failed`; `download-mismatch` for a wrong file, which
 * is removed, or a web page; `disk-full`, `permission-denied`, `io-error`; `cancelled` when the signal aborts.
 */
export async function downloadFile(order: FileOrder): Promise<void> {
  const patience = { ...usualPatience, ...order.patience }
  const dispatcher = openDispatcher(order.proxy)
  try {
    const partial = await openPartial(order.destination)
    report(order, partial)
    try {
      await fetchGood(order, patience, partial, dispatcher)
      await partial.finish()
    } catch (error) {
      if (partial.bytes === 0) await partial.discard()
      throw order.signal.aborted ? cancelled() : fileProblem(error, order.destination)
    } finally {
      await partial.close()
    }
  } finally {
    await dispatcher.destroy()
  }
}
