import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aiffBytes, wavBytes } from './fixtures/pcm-bytes.ts'
import { tune } from './fixtures/tune.ts'
import { type Container, type ReadAt, sniff, sniffAt, sniffLength } from './sniff.ts'

const clip = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name))
const sound = tune(8000, 0.1, 1)
const int16 = { kind: 'int', bytes: 2, bigEndian: true } as const

function reading(bytes: Uint8Array): ReadAt {
  return (offset, length) => bytes.subarray(offset, offset + length)
}

/** An ID3v2 tag of `size` content bytes, all but the header left out: a reader must skip it. */
function tagged(size: number, payload: Uint8Array): ReadAt {
  const header = Buffer.from([
    0x49,
    0x44,
    0x33,
    4,
    0,
    0,
    ...[21, 14, 7, 0].map((s) => (size >> s) & 127),
  ])
  return (offset, length) => {
    if (offset < 10) return Buffer.concat([header, Buffer.alloc(length)]).subarray(offset, length)
    const at = offset - 10 - size
    return at < 0 ? new Uint8Array(length) : payload.subarray(at, at + length)
  }
}

describe('content tells the container', () => {
  test.for<[string, Container]>([
    ['cbr.mp3', 'mp3'],
    ['vbr.mp3', 'mp3'],
    ['no-header.mp3', 'mp3'],
    ['mono-22k.mp3', 'mp3'],
    ['16.flac', 'flac'],
    ['moov-last.m4a', 'mp4'],
    ['alac.m4a', 'mp4'],
    ['vorbis.ogg', 'ogg'],
    ['opus.opus', 'ogg'],
    ['wavpack.wv', 'wavpack'],
    ['adts.aac', 'aac'],
    ['wma.wma', 'asf'],
    ['opus.mka', 'matroska'],
  ])('%s is %s', ([name, container]) => {
    expect(sniff(clip(name).subarray(0, sniffLength))).toBe(container)
  })

  test('wav, RF64, BW64, aiff and aifc', () => {
    expect(sniff(wavBytes(sound, 8000))).toBe('wav')
    expect(sniff(wavBytes(sound, 8000, { long: 'RF64' }))).toBe('wav')
    expect(sniff(wavBytes(sound, 8000, { long: 'BW64' }))).toBe('wav')
    expect(sniff(aiffBytes(sound, 8000, int16))).toBe('aiff')
    expect(sniff(aiffBytes(sound, 8000, int16, 'NONE'))).toBe('aiff')
  })

  test('formats only ffmpeg reads', () => {
    expect(sniff(Buffer.from('MAC \x96\x0f and so on'))).toBe('ape')
    expect(sniff(Buffer.from('DSD \x1c\0\0\0\0\0\0\0'))).toBe('dsf')
  })
})

describe('leading tags', () => {
  test.for<[string, Container]>([
    ['cbr.mp3', 'mp3'],
    ['16.flac', 'flac'],
    ['adts.aac', 'aac'],
  ])('%s behind 100 MB of artwork is %s', ([name, container]) => {
    const size = 100_000_000
    expect(sniffAt(tagged(size, clip(name)))).toEqual({ container, offset: size + 10 })
  })

  test('mp3 frames behind junk and behind a tag that states too large a size', () => {
    const junk = Buffer.concat([Buffer.alloc(3000, 'x'), clip('cbr.mp3')])
    expect(sniffAt(reading(junk))).toEqual({ container: 'mp3', offset: 3000 })
    const lying = Buffer.concat([
      Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, 9, 9, 9, 9]),
      clip('cbr.mp3'),
    ])
    expect(sniffAt(reading(lying))).toEqual({ container: 'mp3', offset: 10 })
  })
})

describe('what is no audio is not taken for any', () => {
  test('random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4096 }), (content) => {
        expect(sniff(content)).toBeUndefined()
      }),
    )
    for (let i = 0; i < 100; i++) expect(sniff(randomBytes(sniffLength))).toBeUndefined()
  })

  test('text, pictures, zeros, ones', () => {
    expect(sniff(new Uint8Array())).toBeUndefined()
    expect(sniff(Buffer.from('Get free music here! '.repeat(2000)))).toBeUndefined()
    expect(sniff(Buffer.from('ID3 tags and OGG files are discussed '.repeat(999)))).toBeUndefined()
    expect(
      sniff(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46])),
    ).toBeUndefined()
    expect(sniff(new Uint8Array(65_536))).toBeUndefined()
    expect(sniff(new Uint8Array(65_536).fill(0xff))).toBeUndefined()
    expect(sniff(Buffer.alloc(65_536, 'fffb', 'hex'))).toBeUndefined()
  })

  test('a single mp3 frame header among other bytes', () => {
    const bytes = Buffer.alloc(8192, 'x')
    clip('no-header.mp3').copy(bytes, 1000, 0, 4)
    expect(sniff(bytes)).toBeUndefined()
  })
})

test('tags that point at each other do not hang it', () => {
  const tag = Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0])
  expect(sniff(Buffer.concat(Array.from({ length: 6000 }, () => tag)))).toBeUndefined()
})
