import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FileReading } from './place-file.ts'
import { fileFullDigest, readFileFacts } from './read-file.ts'

/** For tests: reads files in this process, without the protection of the media process. */
export const readHere: FileReading = {
  facts: ({ folder, path, withArtwork }) => readFileFacts(folder, path, { withArtwork }),
  fullDigest: async ({ folder, path }) => fileFullDigest(folder, path),
}

export interface WavTags {
  title?: string
  artist?: string
  album?: string
}

function chunk(id: string, body: Uint8Array): Buffer {
  const head = Buffer.alloc(8)
  head.write(id, 'latin1')
  head.writeUInt32LE(body.length, 4)
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
}

/** Samples that differ from seed to seed, 16-bit mono at 8 kHz. */
export function noise(seed: number, samples = 4000): Int16Array {
  let state = seed * 2654435761 + 1
  return Int16Array.from({ length: samples }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return state >> 18
  })
}

/** A WAV file of some samples, with tags in its INFO list. */
export function wav(samples: Int16Array, tags: WavTags = {}): Buffer {
  const format = Buffer.alloc(16)
  format.writeUInt16LE(1, 0)
  format.writeUInt16LE(1, 2)
  format.writeUInt32LE(8000, 4)
  format.writeUInt32LE(16000, 8)
  format.writeUInt16LE(2, 12)
  format.writeUInt16LE(16, 14)
  const info = Object.entries({ INAM: tags.title, IART: tags.artist, IPRD: tags.album }).flatMap(
    ([id, text]) => (text === undefined ? [] : [chunk(id, Buffer.from(`${text}\0`))]),
  )
  const body = Buffer.concat([
    Buffer.from('WAVE'),
    chunk('fmt ', format),
    chunk('data', new Uint8Array(samples.buffer)),
    ...(info.length > 0 ? [chunk('LIST', Buffer.concat([Buffer.from('INFO'), ...info]))] : []),
  ])
  return chunk('RIFF', body)
}

/** Writes a WAV file below a folder, making directories on the way. */
export function writeWav(folder: string, name: string, seed: number, tags?: WavTags): void {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, wav(noise(seed), tags))
}
