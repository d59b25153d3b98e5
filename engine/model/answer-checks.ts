import { basename } from 'node:path'
import { problem } from '../../contract/problem.ts'
import { webPageProblem } from './download-setback.ts'
import type { FileOrder } from './file-order.ts'
import type { PartialFile } from './partial-file.ts'
import type { Answer } from './server-answer.ts'

/** A JSON file of a checkpoint has some kilobytes; one that does not end is none. */
export const MAX_JSON_BYTES = 10_000_000

function mismatch(words: string): Error {
  return problem('download-mismatch', words)
}

/** Headers that ask for the rest of the same file; null where nothing could tell whether it is the same. */
export function continuation(
  order: FileOrder,
  partial: PartialFile,
): Record<string, string> | null {
  const { source, bytes } = partial
  if (!source || bytes === 0) return null
  const sameUrl = source.url === order.url
  const strongEtag = source.etag?.startsWith('W/') ? null : source.etag
  const validator = sameUrl ? (strongEtag ?? source.lastModified) : null
  const sha256 = order.expected.sha256 ?? (sameUrl ? source.sha256 : null)
  if (validator === null && !sha256) return null
  return { range: `bytes=${bytes}-`, ...(validator === null ? {} : { 'if-range': validator }) }
}

function agree<Value>(before: Value | null, now: Value | null | undefined): boolean {
  return before === null || now === null || now === undefined || before === now
}

/** Whether an answer brings the bytes that follow on those that are here, of the same file. */
export function follows(order: FileOrder, partial: PartialFile, answer: Answer): boolean {
  const range = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(answer.header('content-range') ?? '')
  const { source, bytes } = partial
  if (answer.status !== 206 || !range || !source) return false
  const [start, end, total] = range.slice(1).map((text) => (text === '*' ? null : Number(text)))
  const length = answer.header('content-length')
  const sameVersion =
    source.url !== order.url ||
    (source.etag !== null && answer.header('etag') !== undefined
      ? source.etag === answer.header('etag')
      : agree(source.lastModified, answer.header('last-modified')))
  return (
    start === bytes &&
    sameVersion &&
    agree(source.total, total) &&
    agree(source.sha256, answer.linked.sha256) &&
    (length === undefined || Number(length) === Number(end) - bytes + 1)
  )
}

/**
 * Bytes of the whole file by an answer 200; null when it does not say. Problem: `download-mismatch` where that
 * cannot be the file.
 */
export function wholeSize(
  { expected, destination }: FileOrder,
  { header, linked, host }: Answer,
): number | null {
  const length = header('content-length')
  const told = length !== undefined && /^\d+$/.test(length) ? Number(length) : null
  const right = expected.bytes ?? linked.bytes
  if (told !== null && right !== null && told !== right)
    throw mismatch(
      `${host} has ${basename(destination)} with ${told} bytes, but it should have ${right}: it is another file, or not all of it. Try again later, or set another mirror.`,
    )
  const total = told ?? right
  if (expected.kind === 'json' && total !== null && total > MAX_JSON_BYTES)
    throw mismatch(
      `${host} has ${basename(destination)} with ${total} bytes, which is no settings file. Set another mirror.`,
    )
  return total
}

/** Problem: `download-mismatch` for bytes, one a character, that begin like a web page. */
export function refuseWebPage(text: string, host: string): void {
  if (/^\s*<(!doctype|html|head|body|\?xml)/i.test(text.replace(/^ï»¿/, '')))
    throw webPageProblem(host)
}

/** Problem: `download-mismatch` for an answer that says it is a web page, or that is packed. */
export function refuseWrongKind(answer: Answer): void {
  if (/^text\/html\b/i.test(answer.header('content-type') ?? '')) throw webPageProblem(answer.host)
  const encoding = answer.header('content-encoding') ?? 'identity'
  if (encoding.toLowerCase() !== 'identity')
    throw mismatch(
      `${answer.host} packs the file (${encoding}) though it was asked not to. Set another mirror.`,
    )
}
