import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isProblem } from '../../contract/problem.ts'
import { audioIdentity } from './audio-identity.ts'
import { cachedReads } from './cached-reads.ts'
import { big, concat, little, noise } from './fixtures/bytes.ts'
import { chunk, flac, ogg } from './fixtures/make-media.ts'
import { box, mp4 } from './fixtures/make-mp4.ts'
import { mediaKinds } from './fixtures/media-kinds.ts'

/** The identity or the code of its problem; anything else is thrown on. Counts what was read. */
function attempt(file: Uint8Array): { result: string; bytesRead: number } {
  let bytesRead = 0
  const read = cachedReads((offset, length) => {
    const bytes = file.subarray(offset, offset + length)
    bytesRead += bytes.length
    return bytes
  })
  try {
    const { digest, payloadLength } = audioIdentity(read, file.length)
    expect(digest).toHaveLength(32)
    expect(payloadLength).toBeGreaterThan(0)
    expect(payloadLength).toBeLessThanOrEqual(file.length)
    return { result: Buffer.from(digest).toString('hex'), bytesRead }
  } catch (error) {
    if (isProblem(error)) return { result: error.code, bytesRead }
    throw error
  }
}

interface Damage {
  at: number
  kind: 'byte' | 'zeros' | 'ones' | 'huge' | 'one' | 'cut' | 'repeat'
  value: number
}

const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.oneof(
    fc.double({ min: 0, max: 0.999, noNaN: true }),
    fc.double({ min: 0, max: 0.03, noNaN: true }),
  ),
  kind: fc.constantFrom('byte', 'zeros', 'ones', 'huge', 'one', 'cut', 'repeat'),
  value: fc.integer({ min: 0, max: 255 }),
})

function applied(file: Buffer, { at, kind, value }: Damage): Buffer {
  const place = Math.floor(at * file.length)
  const written = (bytes: number[]) =>
    concat(file.subarray(0, place), bytes, file.subarray(place + bytes.length))
  if (kind === 'byte') return written([value])
  if (kind === 'zeros') return written([0, 0, 0, 0])
  if (kind === 'ones') return written([255, 255, 255, 255])
  if (kind === 'huge') return written([0, 0, 0, 1, 0x7f, 255, 255, 255, 255, 255, 255, 255])
  if (kind === 'one') return written([0, 0, 0, 1])
  if (kind === 'cut') return file.subarray(0, place)
  return concat(file.subarray(0, place), file.subarray(Math.max(0, place - value)))
}

describe('a damaged file ends in an identity or a problem, reading no more than a few times its size', () => {
  const audio = noise(20_000)
  const files = Object.entries(mediaKinds).flatMap(([kind, { variants }]) =>
    Object.entries(variants).map(([name, write]) => ({
      name: `${kind}, ${name}`,
      file: write(audio),
    })),
  )
  test.each(files)('$name', ({ file }) => {
    fc.assert(
      fc.property(fc.array(damage, { minLength: 1, maxLength: 6 }), (damages) => {
        const damaged = damages.reduce(applied, file)
        const { result, bytesRead } = attempt(damaged)
        expect(attempt(damaged).result).toBe(result)
        expect(bytesRead).toBeLessThan(damaged.length * 8 + 1_000_000)
      }),
      { numRuns: 150 },
    )
  })
})

test('noise with any signature', () => {
  const signatures = [
    'ID3\x04\0\0',
    'fLaC',
    'OggS\0',
    'RIFF\0\0\0\0WAVE',
    'FORM\0\0\0\0AIFF',
    '\0\0\0\x18ftyp',
    'wvpk',
  ]
  fc.assert(
    fc.property(
      fc.constantFrom(...signatures),
      fc.uint8Array({ maxLength: 3000 }),
      (signature, bytes) => {
        attempt(concat(signature, bytes))
      },
    ),
    { numRuns: 2000 },
  )
})

describe('structures made to hurt end at once', () => {
  const start = box('ftyp', 'M4A ', big(512, 4), 'isom')
  const countOf = (file: Buffer, table: string, distance: number) => {
    const copy = Buffer.from(file)
    copy.writeUInt32BE(0xffff_ffff, copy.indexOf(table) + distance)
    return copy
  }
  const movie = mp4(noise(20_000))
  const deep = Array.from({ length: 20_000 }).reduce<Buffer>(
    (inner) => (inner.length < 160_000 ? box('moov', inner) : inner),
    Buffer.alloc(0),
  )
  const emptyPage = concat('OggS', [0, 0], Buffer.alloc(20), [0])
  test.each<[string, Buffer]>([
    [
      'mp4 boxes of length zero',
      concat(start, Buffer.alloc(1 << 20, concat([0, 0, 0, 0], 'free'))),
    ],
    [
      'mp4 box of 2^63 bytes',
      concat(start, big(1, 4), 'mdat', [0x7f], Buffer.alloc(7, 255), noise(99)),
    ],
    ['a million empty boxes', concat(start, Buffer.alloc(8 << 20, concat(big(8, 4), 'free')))],
    ['boxes in boxes', concat(start, deep)],
    ['2^32 samples', countOf(movie, 'stsz', 12)],
    ['2^32 samples of one size', countOf(countOf(movie, 'stsz', 12), 'stsz', 8)],
    ['2^32 chunks', countOf(movie, 'stco', 8)],
    ['2^32 samples in a chunk', countOf(movie, 'stsc', 16)],
    ['2^32 runs of chunks', countOf(movie, 'stsc', 8)],
    ['2^32 samples in a fragment', countOf(mp4(noise(20_000), { fragmented: true }), 'trun', 8)],
    ['a million empty pages', concat(ogg(noise(5_000)), Buffer.alloc(27 << 20, emptyPage))],
    [
      'a million empty chunks',
      concat('RIFF', little(0, 4), 'WAVE', Buffer.alloc(8 << 20, concat('junk', little(0, 4)))),
    ],
    [
      'a chunk of 4 GB',
      concat(
        'RIFF',
        little(0, 4),
        'WAVE',
        chunk('fmt ', Buffer.alloc(16), true),
        'data',
        [255, 255, 255, 254],
      ),
    ],
    [
      'FLAC blocks without end',
      concat(flac(Buffer.alloc(0)).subarray(0, 4), Buffer.alloc(4 << 20, concat([1, 0, 0, 0]))),
    ],
    [
      'tags on tags',
      concat(
        mediaKinds.mp3!.variants.bare!(noise(5_000)),
        Buffer.alloc(128 * 9000, concat('TAG', Buffer.alloc(125))),
      ),
    ],
  ])('%s', (_, file) => {
    const began = performance.now()
    attempt(file)
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})
