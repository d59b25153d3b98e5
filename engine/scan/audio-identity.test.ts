import { describe, expect, test } from 'vitest'
import { audioIdentity, fullDigest } from './audio-identity.ts'
import { cachedReads } from './cached-reads.ts'
import { big, concat, noise } from './fixtures/bytes.ts'
import { aiff, flac, ogg, wav } from './fixtures/make-media.ts'
import { box, mp4 } from './fixtures/make-mp4.ts'
import * as tag from './fixtures/make-tags.ts'
import { mediaKinds, wavStating } from './fixtures/media-kinds.ts'

function reads(file: Uint8Array) {
  return cachedReads((offset, length) => file.subarray(offset, offset + length))
}

function identity(file: Uint8Array) {
  return audioIdentity(reads(file), file.length)
}

function digest(file: Uint8Array): string {
  return Buffer.from(identity(file).digest).toString('hex')
}

function full(file: Uint8Array): string {
  return Buffer.from(fullDigest(reads(file), file.length)).toString('hex')
}

function changedAt(audio: Uint8Array, at: number): Buffer {
  const copy = Buffer.from(audio)
  copy[at] = copy[at]! ^ 0x11
  return copy
}

const long = noise(1_400_000)
const short = noise(30_000)

describe.each(Object.entries(mediaKinds))('%s', (_, { variants }) => {
  const write = Object.values(variants)[0]!

  test.each(Object.entries(variants))('%s: the same identity', (_, variant) => {
    expect(identity(variant(long)).wholeFile).toBe(false)
    expect(digest(variant(long))).toBe(digest(write(long)))
    expect(full(variant(long))).toBe(full(write(long)))
    expect(digest(variant(short))).toBe(digest(write(short)))
  })

  test('a changed byte in the first, middle or last part splits', () => {
    const files = [100, 700_000, 1_399_900].map((at) => digest(write(changedAt(long, at))))
    expect(new Set([digest(write(long)), ...files])).toHaveLength(4)
  })

  test('a changed byte anywhere in a short file splits', () => {
    const files = [10, 9_000, 29_990].map((at) => digest(write(changedAt(short, at))))
    expect(new Set([digest(write(short)), ...files])).toHaveLength(4)
  })

  test('a change between the parts is seen by the full digest', () => {
    expect(full(write(changedAt(long, 400_000)))).not.toBe(full(write(long)))
  })

  test('another length splits', () => {
    expect(digest(write(long.subarray(0, 1_399_996)))).not.toBe(digest(write(long)))
  })

  test('silence at the start, in the middle and at the end does not hide what is between', () => {
    const silence = Buffer.alloc(4_000_000)
    const twins = [1, 2].map((seed) => {
      const audio = Buffer.from(silence)
      noise(10_000, seed).copy(audio, 1_000_000)
      return digest(write(audio))
    })
    expect(new Set([digest(write(silence)), ...twins])).toHaveLength(3)
  })

  test('reads little of a long file', () => {
    const file = write(noise(6_000_000))
    let bytes = 0
    const counting = cachedReads((offset, length) => {
      bytes += length
      return file.subarray(offset, offset + length)
    })
    audioIdentity(counting, file.length)
    expect(bytes).toBeLessThan(file.subarray(0, 4).toString() === 'OggS' ? 8_000_000 : 2_000_000)
  })
})

test.each(Object.entries(mediaKinds).filter(([, { otherwise }]) => otherwise))(
  '%s: the same bytes under another header split',
  (_, { variants, otherwise }) => {
    expect(digest(otherwise!(long))).not.toBe(digest(Object.values(variants)[0]!(long)))
  },
)

test('one payload in two containers is two identities', () => {
  const files = Object.values(mediaKinds).map(({ variants }) =>
    digest(Object.values(variants)[0]!(long)),
  )
  expect(new Set(files)).toHaveLength(files.length)
})

test('Ogg tells its duration', () => {
  const file = ogg(short, { codec: 'opus' })
  expect(identity(file).duration).toBeCloseTo((48_000 - 312) / 48_000)
})

test('a chained Ogg file is the audio of all its links', () => {
  const first = ogg(short, { serial: 1 })
  const chain = concat(first, ogg(noise(20_000, 5), { serial: 2 }))
  const retagged = concat(
    ogg(short, { serial: 1, comments: ['A=1'] }),
    ogg(noise(20_000, 5), { serial: 2, comments: ['B=2'] }),
  )
  expect(digest(chain)).toBe(digest(retagged))
  expect(digest(chain)).not.toBe(digest(first))
})

test('a WAV of unknown length reaches to the end of the file', () => {
  expect(digest(wavStating(0xffff_ffff, short))).toBe(digest(wav(short)))
  expect(digest(wavStating(0x7fff_f000, short))).toBe(digest(wav(short)))
})

describe('no audio', () => {
  const nothing = new Uint8Array()
  test.each([
    ['wav', wav(nothing)],
    ['aiff', aiff(nothing)],
    ['flac', flac(nothing)],
    ['mp4 without samples', mp4(nothing)],
    [
      'mp4 without an audio track',
      concat(box('ftyp', 'isom', big(0, 4)), box('moov', box('mvhd'))),
    ],
    ['ogg of headers only', ogg(nothing)],
  ])('%s', (_, file) => {
    expect(() => identity(file)).toThrow(expect.objectContaining({ code: 'no-audio' }))
  })

  test('an empty file', () => {
    expect(() => identity(nothing)).toThrow(expect.objectContaining({ code: 'file-empty' }))
  })

  test.each([
    ['text', Buffer.from('This is a letter, not music. '.repeat(500))],
    ['a tag alone', tag.id3(tag.id3TextFrame('TIT2', 'x'), { padding: 5000 })],
    ['zeros', Buffer.alloc(100_000)],
  ])('%s', (_, file) => {
    expect(() => identity(file)).toThrow(expect.objectContaining({ code: 'unrecognised-format' }))
  })
})

describe('damaged structures are taken as whole files', () => {
  const overlapping = mp4(short)
  const offsets = overlapping.indexOf('stco') + 12
  for (let i = 0; i < 8; i++) overlapping.writeUInt32BE(1 << 30, offsets + i * 4)
  test.each([
    ['mp4 cut off', mp4(short, { moovFirst: true }).subarray(0, 20_000)],
    ['mp4 without moov', mp4(short).subarray(0, 30_020)],
    ['mp4 with samples outside the file', overlapping],
    ['flac cut off in its metadata', flac(short, [[1, Buffer.alloc(5000)]]).subarray(0, 1000)],
    ['ogg with foreign bytes between pages', concat(ogg(short), 'garbage'.repeat(9))],
    ['wav without a format', concat('RIFF', big(0, 4), 'WAVE', 'data', [0, 0, 0, 0], short)],
  ])('%s', (_, file) => {
    expect(identity(file)).toMatchObject({ wholeFile: true, payloadLength: file.length })
  })

  test('their digest still tells audio apart', () => {
    const cut = mp4(short, { moovFirst: true }).subarray(0, 20_000)
    expect(digest(cut)).not.toBe(digest(changedAt(cut, 19_000)))
  })
})
