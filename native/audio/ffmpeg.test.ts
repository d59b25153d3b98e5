import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ffmpeg, makeClip, temporaryFolder, writeTune } from './fixtures/media-tools.ts'
import { difference, mean, readAll } from './fixtures/read-all.ts'
import { openAudio } from './open-audio.ts'

const folder = temporaryFolder()
const clips = join(import.meta.dirname, 'fixtures')
afterAll(() => rmSync(folder, { recursive: true }))

interface Tolerance {
  max?: number
  rms?: number
  frames: number
}

const exact: Tolerance = { max: 1e-6, frames: 0 }
const close = (frames: number): Tolerance => ({ max: 1e-4, frames })
const alike = (frames: number): Tolerance => ({ rms: 1e-4, frames })

async function expectAgreement(path: string, tolerance: Tolerance) {
  const bundled = await openAudio(path)
  const child = await openAudio(path, { ffmpeg })
  expect(bundled.decoder).not.toBe('ffmpeg')
  expect(child.decoder).toBe('ffmpeg')
  expect(child.codec).toBe(bundled.codec)
  expect(child.sampleRate).toBe(bundled.sampleRate)
  expect(child.channels).toBe(bundled.channels)
  const [a, b] = [await readAll(bundled), await readAll(child)]
  expect(a.frames).toBeGreaterThan(0)
  expect(Math.abs(a.frames - b.frames)).toBeLessThanOrEqual(tolerance.frames)
  const { max, rms } = difference(mean(a), mean(b))
  if (tolerance.max !== undefined) expect(max).toBeLessThanOrEqual(tolerance.max)
  if (tolerance.rms !== undefined) expect(rms).toBeLessThanOrEqual(tolerance.rms)
  expect([bundled.badPackets(), child.badPackets()]).toEqual([0, 0])
}

function toleranceOf(name: string): Tolerance {
  if (/\.mp3$/.test(name)) return close(1152)
  if (/\.aac$|(moov-last|faststart|surround)\.m4a$/.test(name)) return close(1024)
  if (/\.(ogg|opus|mka)$/.test(name)) return alike(2048)
  return exact
}

describe.skipIf(!ffmpeg)('bundled decoders agree with ffmpeg (needs ffmpeg)', () => {
  const readable = readdirSync(clips).filter((name) => !/\.(ts|json|wma)$/.test(name))
  test.for(readable)('%s', async (name) => {
    await expectAgreement(join(clips, name), toleranceOf(name))
  })

  test.for([8000, 11_025, 16_000, 22_050, 32_000, 48_000, 88_200, 96_000])(
    'wav, flac, mp3, aac and vorbis at %d Hz',
    async (rate) => {
      const wav = writeTune(join(folder, `${rate}.wav`), rate, 1, 2)
      await expectAgreement(wav, exact)
      const lossy = rate <= 48_000
      await expectAgreement(makeClip(join(folder, `${rate}.flac`), '-i', wav), exact)
      if (lossy)
        await expectAgreement(makeClip(join(folder, `${rate}.mp3`), '-i', wav), close(1152))
      const aac = ['-c:a', 'aac', '-aac_pns', '0']
      await expectAgreement(makeClip(join(folder, `${rate}.m4a`), '-i', wav, ...aac), close(1024))
      await expectAgreement(makeClip(join(folder, `${rate}.ogg`), '-i', wav), alike(2048))
    },
  )

  test.for([
    ['24-bit wav', '24.wav', ['-c:a', 'pcm_s24le']],
    ['32-bit wav', '32.wav', ['-c:a', 'pcm_s32le']],
    ['8-bit wav', '8.wav', ['-c:a', 'pcm_u8']],
    ['float wav', 'float.wav', ['-c:a', 'pcm_f32le']],
    ['double wav', 'double.wav', ['-c:a', 'pcm_f64le']],
    ['RF64 wav', 'rf64.wav', ['-rf64', 'always']],
    ['aiff', '16.aiff', []],
    ['24-bit aiff', '24.aiff', ['-c:a', 'pcm_s24be']],
    ['float aifc', 'float.aiff', ['-c:a', 'pcm_f32be']],
    ['little-endian aifc', 'sowt.aiff', ['-c:a', 'pcm_s16le']],
    ['24-bit alac', '24.m4a', ['-c:a', 'alac', '-sample_fmt', 's32p']],
    ['wavpack of ffmpeg', 'ffmpeg.wv', []],
    ['float wavpack', 'float.wv', ['-sample_fmt', 'fltp']],
  ] as const)('%s', async ([, name, options]) => {
    const wav = writeTune(join(folder, 'source.wav'), 44_100, 1, 2)
    await expectAgreement(makeClip(join(folder, name), '-i', wav, ...options), exact)
  })

  test.for([
    ['5.1.wav', exact],
    ['5.1.aiff', exact],
    ['5.1.wv', exact],
    ['5.1.ogg', alike(2048)],
    ['5.1-alac.m4a', exact],
  ] as const)('surround as %s', async ([name, tolerance]) => {
    const wav = writeTune(join(folder, 'surround.wav'), 44_100, 1, 6)
    const layout = ['-channel_layout', '5.1', '-i', wav]
    const codec = name.includes('alac') ? ['-c:a', 'alac'] : []
    await expectAgreement(makeClip(join(folder, name), ...layout, ...codec), tolerance)
  })

  test.skip('HE-AAC: no encoder for it is at hand (that of ffmpeg makes AAC-LC only)', () => {})
})

describe.skipIf(!ffmpeg)('the ffmpeg child (needs ffmpeg)', () => {
  test('reads what no bundled decoder can', async () => {
    const stream = await openAudio(join(clips, 'wma.wma'), { ffmpeg })
    expect(stream).toMatchObject({ container: 'asf', decoder: 'ffmpeg', codec: 'wmav2' })
    expect((await readAll(stream)).frames).toBeGreaterThan(20_000)
  })

  test.for(['-i', 'concat:a|b', 'http:.mp3', "quote'%d.mp3", 'ناظر نغمة.mp3'])(
    'reads a file named %j',
    async (name) => {
      const path = join(folder, name)
      copyFileSync(join(clips, 'cbr.mp3'), path)
      const stream = await openAudio(path, { ffmpeg })
      expect(stream.decoder).toBe('ffmpeg')
      expect((await readAll(stream)).frames).toBe(66_150)
    },
  )

  test.runIf(process.platform === 'linux').for([ffmpeg, undefined])(
    'reads a name that is not valid UTF-8 (ffmpeg: %s)',
    async (path) => {
      const name = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xe9, 0xff, 0x2e])])
      copyFileSync(join(clips, 'moov-last.m4a'), name)
      const stream = await openAudio(name, { ffmpeg: path })
      expect((await readAll(stream)).frames).toBe(66_560)
    },
  )

  test('is not made to open other files by a playlist in disguise', async () => {
    const inner = join(folder, 'hls')
    mkdirSync(inner)
    const playlist = `#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:1.5,\n${join(clips, 'cbr.mp3')}\n`
    const path = join(inner, 'list.mp3')
    execFileSync('tee', [path], { input: playlist, stdio: ['pipe', 'ignore', 'inherit'] })
    await expect(openAudio(path, { ffmpeg })).rejects.toMatchObject({ code: 'unrecognised-format' })
  })

  test('an ffmpeg that cannot be run leaves the file to the bundled decoder', async () => {
    const stream = await openAudio(join(clips, 'cbr.mp3'), { ffmpeg: join(folder, 'no-ffmpeg') })
    expect(stream.decoder).toBe('mpg123')
    await stream.close()
  })
})
