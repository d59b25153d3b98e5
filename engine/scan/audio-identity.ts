import { createHash, type Hash } from 'node:crypto'
import { problem } from '../../contract/problem.ts'
import { type Container, type ReadAt, sniffAt } from '../../native/audio/sniff.ts'
import { findAiffPayload } from './identity/aiff.ts'
import { findBarePayload } from './identity/bare.ts'
import { findFlacPayload } from './identity/flac.ts'
import { findMp3Payload } from './identity/mp3.ts'
import { findMp4Payload } from './identity/mp4.ts'
import { findOggPayload } from './identity/ogg.ts'
import {
  type Payload,
  type PayloadFinder,
  payloadBytes,
  payloadLength,
} from './identity/payload.ts'
import { findWavPayload } from './identity/wav.ts'

export interface AudioIdentity {
  /** sha256, 32 bytes. */
  digest: Uint8Array
  /** Bytes of coded audio. */
  payloadLength: number
  container: Container
  /** The payload could not be told from the rest: the digest is of the file as it is, and changes with its tags. */
  wholeFile: boolean
  /** Seconds, where finding the payload told them (Ogg). */
  duration?: number
}

interface FoundPayload extends Payload {
  container: Container
  wholeFile: boolean
  length: number
}

const finders: Partial<Record<Container, PayloadFinder>> = {
  mp3: findMp3Payload,
  flac: findFlacPayload,
  mp4: findMp4Payload,
  ogg: findOggPayload,
  wav: findWavPayload,
  aiff: findAiffPayload,
  wavpack: findBarePayload,
  aac: findBarePayload,
}

const windowLength = 256 * 1024

/** Changes when the same audio would get another digest. */
const scheme = 'naghma identity 1'

/** Fewer different aligned words than this in a whole window is silence, or as good as. */
const fewWords = 1024

function findPayload(read: ReadAt, size: number): FoundPayload {
  if (size === 0) throw problem('file-empty', 'The file is empty (zero bytes).')
  const sniffed = sniffAt(read)
  if (!sniffed) {
    throw problem(
      'unrecognised-format',
      'The content of this file is of no audio format known here.',
    )
  }
  const { container, offset } = sniffed
  const payload = finders[container]?.({ read, size, offset })
  const found = payload ?? { parameters: 'file', extents: [{ offset: 0, length: size }] }
  const length = payloadLength(found.extents)
  if (length <= 0) throw problem('no-audio', 'The file holds no audio: only tags or headers.')
  return { ...found, container, wholeFile: payload === undefined, length }
}

function beginDigest(kind: string, { container, parameters, length }: FoundPayload): Hash {
  return createHash('sha256').update(`${scheme}/${kind}/${container}/${length}/${parameters}\n`)
}

/** Whether an estimate of the number of different four-byte words in a window stays below {@link fewWords}. */
function isMonotonous(window: Uint8Array): boolean {
  const words = new Uint32Array(window.buffer, window.byteOffset, window.length >> 2)
  const seen = new Uint8Array(1 << 16)
  let count = 0
  for (const word of words) {
    const slot = Math.imul(word, 0x9e37_79b1) >>> 16
    if (seen[slot]) continue
    seen[slot] = 1
    if (++count >= fewWords) return false
  }
  return true
}

/** Starts of the first, middle and last 256 KB; a single start when they cover the whole. */
function windowStarts(length: number): number[] {
  if (length <= 3 * windowLength) return [0]
  return [0, Math.floor((length - windowLength) / 2), length - windowLength]
}

function digestAll(read: ReadAt, payload: FoundPayload, kind: string): Uint8Array {
  const hash = beginDigest(kind, payload)
  for (const bytes of payloadBytes(read, payload.extents, 0, payload.length)) hash.update(bytes)
  return hash.digest()
}

function readWindow(read: ReadAt, payload: FoundPayload, start: number): Uint8Array {
  const window = new Uint8Array(windowLength)
  let filled = 0
  for (const bytes of payloadBytes(read, payload.extents, start, start + windowLength)) {
    window.set(bytes, filled)
    filled += bytes.length
  }
  return window.subarray(0, filled)
}

function digestWindows(read: ReadAt, payload: FoundPayload): Uint8Array {
  const starts = windowStarts(payload.length)
  if (starts.length === 1) return digestAll(read, payload, 'all')
  const hash = beginDigest('windows', payload)
  let monotonous = true
  for (const start of starts) {
    const window = readWindow(read, payload, start)
    hash.update(window)
    monotonous &&= isMonotonous(window)
  }
  return monotonous ? digestAll(read, payload, 'all') : hash.digest()
}

/**
 * What a file sounds like, whatever its name, place and tags: a digest of its coded audio, by its
 * length, its first, middle and last 256 KB, and the parameters a decoder needs. Where all three parts
 * are monotonous (silence), or the audio is no longer than they are together, all of it is digested.
 *
 * When in doubt it splits, since a false split costs a second analysis and a false merge loses a
 * track: a structure that is damaged, and the containers without a finder (asf, ape, dsf, matroska),
 * are taken as whole files. mp3: the Xing/LAME frame is not audio. Reads about 1 MB and the index
 * structures; Ogg is read once through, for its pages.
 *
 * Reads are synchronous: call it in a thread that may block. `read` should answer small reads from
 * memory. Problems: file-empty, unrecognised-format, no-audio, io-error.
 */
export function audioIdentity(read: ReadAt, size: number): AudioIdentity {
  const payload = findPayload(read, size)
  return {
    digest: digestWindows(read, payload),
    payloadLength: payload.length,
    container: payload.container,
    wholeFile: payload.wholeFile,
    ...(payload.duration === undefined ? {} : { duration: payload.duration }),
  }
}

/**
 * sha256 over the whole payload and its parameters, 32 bytes: to make sure that two present files
 * with one identity are one audio. Problems as {@link audioIdentity}.
 */
export function fullDigest(read: ReadAt, size: number): Uint8Array {
  return digestAll(read, findPayload(read, size), 'full')
}
