import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type EncodedCodec, encodeAudio } from '../native/audio/encode.ts'
import { findFfmpeg } from '../native/audio/find-ffmpeg.ts'
import { aiffBytes, wavBytes } from '../native/audio/fixtures/pcm-bytes.ts'
import { tune } from '../native/audio/fixtures/tune.ts'

const sampleRate = 44_100
const seconds = 240
const measure = join(import.meta.dirname, '../native/audio/fixtures/measure-decoding.ts')

const codecs: Record<string, EncodedCodec> = {
  flac: 'flac',
  ogg: 'vorbis',
  opus: 'opus',
  m4a: 'aac',
  'alac.m4a': 'alac',
  wv: 'wavpack',
}

interface Rate {
  decoder: string
  cpuSeconds: number
  /** Seconds of sound per CPU second. */
  timesRealTime: number
  peakMegabytes: number
}

interface Measured {
  decoder: string
  seconds: number
  cpuSeconds: number
  peakBytes: number
}

/** Decodes a file in a process of its own, so that neither memory nor compiled code is shared. */
function decode(path: string, ffmpeg: string[]): Rate {
  const text = execFileSync(process.execPath, [measure, path, ...ffmpeg], { encoding: 'utf8' })
  const measured: Measured = JSON.parse(text)
  return {
    decoder: measured.decoder,
    cpuSeconds: Number(measured.cpuSeconds.toFixed(3)),
    timesRealTime: Math.round(measured.seconds / measured.cpuSeconds),
    peakMegabytes: Math.round(measured.peakBytes / 2 ** 20),
  }
}

/** Writes the same four minutes in every format that can be made here; gives their paths. */
async function writeClips(folder: string, ffmpeg: string | undefined): Promise<string[]> {
  const sound = tune(sampleRate, seconds, 2)
  const clips: [string, Uint8Array][] = [
    ['wav', wavBytes(sound, sampleRate)],
    ['aiff', aiffBytes(sound, sampleRate, { kind: 'int', bytes: 2, bigEndian: true })],
  ]
  for (const [name, codec] of Object.entries(codecs)) {
    const [rate, source] =
      codec === 'opus' ? [48_000, tune(48_000, seconds, 2)] : [sampleRate, sound]
    clips.push([name, await encodeAudio(source, rate, { codec })])
  }
  const paths = clips.map(([name, bytes]) => {
    const path = join(folder, `clip.${name}`)
    writeFileSync(path, bytes)
    return path
  })
  if (!ffmpeg) return paths
  const mp3 = join(folder, 'clip.mp3')
  const options = ['-i', join(folder, 'clip.wav'), '-b:a', '192k', mp3]
  execFileSync(ffmpeg, ['-v', 'error', '-y', ...options])
  return [...paths, mp3]
}

/**
 * Decoding rate by format, of the bundled decoders and of ffmpeg where there is one (which also
 * makes the MP3 clip), on four minutes of stereo at 44.1 kHz (Opus: 48). CPU seconds include starting the
 * decoder and, on Linux, ffmpeg's own.
 */
export async function bench(): Promise<
  Record<string, { bundled: Rate; ffmpeg: Rate | undefined }>
> {
  const folder = mkdtempSync(join(tmpdir(), 'naghma-bench-'))
  try {
    const ffmpeg = await findFfmpeg()
    const paths = await writeClips(folder, ffmpeg)
    return Object.fromEntries(
      paths.map((path) => [
        path.slice(join(folder, 'clip.').length),
        { bundled: decode(path, []), ffmpeg: ffmpeg ? decode(path, [ffmpeg]) : undefined },
      ]),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (import.meta.main) console.log(JSON.stringify(await bench(), null, 2))
