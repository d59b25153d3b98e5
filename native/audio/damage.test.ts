import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { isDamaged } from './audio-stream.ts'
import { ffmpeg, makeClip, temporaryFolder, writeTune } from './fixtures/media-tools.ts'
import { wavBytes } from './fixtures/pcm-bytes.ts'
import { difference, readAll } from './fixtures/read-all.ts'
import { privilegeDropper } from './fixtures/without-privileges.ts'
import { openAudio } from './open-audio.ts'

const folder = temporaryFolder()
const clips = join(import.meta.dirname, 'fixtures')
const clip = (name: string) => readFileSync(join(clips, name))
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

/** Decodes all and says how much there was, and whether it counts as damaged. */
async function decode(path: string, tool?: string) {
  const stream = await openAudio(path, { ffmpeg: tool })
  const sound = await readAll(stream)
  const seconds = sound.frames / stream.sampleRate
  const { containerDuration, truncated } = stream
  const damaged = isDamaged(seconds, containerDuration, stream.badPackets(), truncated)
  return { ...sound, stream, seconds, damaged, bad: stream.badPackets() }
}

/** `count` spots of 16 bytes overwritten, spread from two fifths of the file to its end. */
function spotted(bytes: Uint8Array, count: number): Buffer {
  const copy = Buffer.from(bytes)
  for (let i = 0; i < count; i++) {
    const at = Math.floor(copy.length * (0.4 + (0.58 * i) / count))
    for (let k = 0; k < 16; k++) copy[at + k] = (k * 73 + i * 31) & 0xff
  }
  return copy
}

function holed(bytes: Uint8Array, length: number): Buffer {
  const copy = Buffer.from(bytes)
  return copy.fill(0, Math.floor(copy.length / 2), Math.floor(copy.length / 2) + length)
}

describe('mislabelled files are read by content', () => {
  test.for([
    ['16.flac', 'mp3', 'flac', 26_460],
    ['moov-last.m4a', 'flac', 'mp4', 66_560],
    ['vorbis.ogg', 'wav', 'ogg', 66_150],
    ['cbr.mp3', 'm4a', 'mp3', 66_150],
  ] as const)('%s named .%s', async ([name, extension, container, frames]) => {
    const path = join(folder, `mislabelled.${extension}`)
    copyFileSync(join(clips, name), path)
    const { stream, ...sound } = await decode(path)
    expect(stream.container).toBe(container)
    expect(sound.frames).toBe(frames)
  })
})

describe('files without sound are errors with a reason', () => {
  const noise = Buffer.from(
    Array.from({ length: 200_000 }, (_, i) => (i * i * 2_654_435_761) >>> 21),
  )
  test.for<[string, Uint8Array, string]>([
    ['empty.mp3', new Uint8Array(), 'file-empty'],
    ['noise.mp3', noise, 'unrecognised-format'],
    ['text.flac', Buffer.from('not music '.repeat(9999)), 'unrecognised-format'],
    ['moov-lost.m4a', clip('moov-last.m4a').subarray(0, 12_000), 'decode-failed'],
    ['header-only.flac', clip('16.flac').subarray(0, 300), 'decode-failed'],
    ['magic-only.flac', Buffer.from('fLaC and then prose, not metadata'), 'decode-failed'],
    ['no-samples.wav', wavBytes([new Float32Array()], 8000), 'no-audio'],
    ['header-only.wav', Buffer.from('RIFF\0\0\0\0WAVEfmt '), 'decode-failed'],
    ['header-only.ogg', clip('vorbis.ogg').subarray(0, 58), 'decode-failed'],
  ])('%s', async ([name, bytes, code]) => {
    await expect(decode(write(name, bytes))).rejects.toMatchObject({ code })
    if (ffmpeg) await expect(decode(write(name, bytes), ffmpeg)).rejects.toMatchObject({ code })
  })

  test('a folder, a missing file', async () => {
    mkdirSync(join(folder, 'a.mp3'))
    await expect(openAudio(join(folder, 'a.mp3'))).rejects.toMatchObject({ code: 'io-error' })
    await expect(openAudio(join(folder, 'b.mp3'))).rejects.toMatchObject({ code: 'file-missing' })
  })

  const unprivileged = privilegeDropper()

  test.runIf(unprivileged)('no permission', async () => {
    const path = write('locked.mp3', clip('cbr.mp3'))
    chmodSync(folder, 0o755)
    chmodSync(path, 0)
    await unprivileged!(() =>
      expect(openAudio(path)).rejects.toMatchObject({ code: 'permission-denied' }),
    )
  })
})

describe('what is there of a truncated file is decoded, and it is flagged', () => {
  test.for([
    'vbr.mp3',
    'no-header.mp3',
    '16.flac',
    'vorbis.ogg',
    'opus.opus',
    'wavpack.wv',
    'faststart.m4a',
    'adts.aac',
  ])('%s', async (name) => {
    const whole = await decode(join(clips, name))
    expect(whole.damaged).toBe(false)
    const bytes = clip(name)
    const path = write(`cut-${name}`, bytes.subarray(0, Math.floor(bytes.length * 0.7) + 3))
    const cut = await decode(path)
    expect(cut.damaged).toBe(true)
    expect(cut.frames).toBeGreaterThan(whole.frames * 0.3)
    expect(cut.frames).toBeLessThan(whole.frames * 0.9)
    if (ffmpeg) expect((await decode(path, ffmpeg)).damaged).toBe(true)
  })
})

describe('damage inside a file costs no more than it must', () => {
  test.for([
    ['16.flac', 3],
    ['wavpack.wv', 1],
    ['vorbis.ogg', 2],
    ['moov-last.m4a', 8],
    ['adts.aac', 8],
    ['no-header.mp3', 8],
  ] as const)('%s with %d damaged spots', async ([name, spots]) => {
    const whole = await decode(join(clips, name))
    const { frames, damaged } = await decode(write(`spots-${name}`, spotted(clip(name), spots)))
    expect(frames).toBeGreaterThan(whole.frames * 0.3)
    expect(frames).toBeLessThanOrEqual(whole.frames + 4096)
    // Neither MP3 nor Vorbis can tell damage within a packet from sound.
    if (!/mp3|ogg/.test(name)) expect(damaged).toBe(true)
  })

  test('an MP3 with a hole is flagged, one with a tag in its midst is not', async () => {
    const bytes = clip('no-header.mp3')
    expect((await decode(write('hole.mp3', holed(bytes, 4000)))).damaged).toBe(true)
    const tag = Buffer.concat([
      Buffer.from('ID3\x04\0\0\0\0\x1f\x00', 'latin1'),
      Buffer.alloc(0xf80),
    ])
    const joined = await decode(write('joined.mp3', Buffer.concat([bytes, tag, bytes])))
    expect(joined.damaged).toBe(false)
    expect(joined.seconds).toBeGreaterThan(2.9)
  })

  test.skipIf(!ffmpeg)(
    'a FLAC file with 40 spots, one with a 64 KB hole (needs ffmpeg)',
    async () => {
      const wav = writeTune(join(folder, 'long.wav'), 44_100, 30, 2)
      const bytes = readFileSync(makeClip(join(folder, 'long.flac'), '-i', wav))
      for (const tool of [undefined, ffmpeg]) {
        const spots = await decode(write('spots.flac', spotted(bytes, 40)), tool)
        expect(spots.damaged).toBe(true)
        expect(spots.bad).toBeGreaterThan(10)
        expect(spots.seconds).toBeGreaterThan(22)
        const hole = await decode(write('hole.flac', holed(bytes, 65_536)), tool)
        expect(hole.damaged).toBe(true)
        expect(hole.seconds).toBeGreaterThan(27)
      }
    },
  )
})

describe('tags around the sound are no damage', () => {
  const id3v1 = Buffer.alloc(128)
  id3v1.write('TAGtitle')
  const apeTag = Buffer.alloc(64)
  for (const at of [0, 32]) {
    apeTag.write('APETAGEX', at)
    apeTag.writeUInt32LE(2000, at + 8)
    apeTag.writeUInt32LE(32, at + 12)
    apeTag.writeUInt32LE(at === 0 ? 0xa000_0000 : 0x8000_0000, at + 20)
  }

  test.for(['16.flac', 'cbr.mp3', 'no-header.mp3', 'wavpack.wv', 'adts.aac', 'moov-last.m4a'])(
    '%s',
    async (name) => {
      const whole = await decode(join(clips, name))
      const path = write(`tagged-${name}`, Buffer.concat([clip(name), apeTag, id3v1]))
      for (const tool of ffmpeg ? [undefined, ffmpeg] : [undefined]) {
        const tagged = await decode(path, tool)
        expect(tagged.damaged).toBe(false)
        expect(Math.abs(tagged.frames - whole.frames)).toBeLessThanOrEqual(1152)
      }
    },
  )

  test.for(['16.flac', 'cbr.mp3'])('%s behind 20 MB of artwork', async (name) => {
    const size = 20 << 20
    const header = [
      0x49,
      0x44,
      0x33,
      4,
      0,
      0,
      ...[21, 14, 7, 0].map((shift) => (size >> shift) & 127),
    ]
    const bytes = Buffer.concat([Buffer.from(header), Buffer.alloc(size, 7), clip(name)])
    const whole = await decode(join(clips, name))
    const sound = await decode(write(`art-${name}`, bytes))
    expect(sound.frames).toBe(whole.frames)
    expect(difference(sound.channels[0]!, whole.channels[0]!).max).toBe(0)
  })
})

test('isDamaged: more than 1 s and more than 2 % missing, a lost packet, or a cut-off end', () => {
  expect(isDamaged(200, 200.9, 0)).toBe(false)
  expect(isDamaged(200, 203, 0)).toBe(false)
  expect(isDamaged(200, 210, 0)).toBe(true)
  expect(isDamaged(9.5, 10.4, 0)).toBe(false)
  expect(isDamaged(210, 200, 0)).toBe(false)
  expect(isDamaged(200, undefined, 0)).toBe(false)
  expect(isDamaged(200, 200, 1)).toBe(true)
  expect(isDamaged(200, undefined, 0, true)).toBe(true)
})
