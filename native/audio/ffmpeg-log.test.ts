import { expect, test } from 'vitest'
import { ffmpegLogReader } from './ffmpeg-log.ts'

const head = `Input #0, flac, from 'file:/m/x.flac':
  Metadata:
    title           : Duration: 99:00:00.00
    comment         : Error
                    : second line
  Duration: 00:04:01.25, start: 0.000000, bitrate: 900 kb/s
  Stream #0:0: Audio: flac, 44100 Hz, stereo, s16
Stream mapping:
  Stream #0:0 -> #0:0 (flac (native) -> pcm_f32le (native))
`

test('codec, duration and bad packets, however the text is cut', () => {
  const bad = `Error while decoding stream #0:0: Invalid data found when processing input
[dec:flac @ 0x1] Error submitting packet to decoder: Invalid data found
`
  for (const size of [1, 7, 100, 10_000]) {
    const { log, push } = ffmpegLogReader()
    const text = head + bad
    for (let at = 0; at < text.length; at += size) push(text.slice(at, at + size))
    expect(log).toEqual({ codec: 'flac', duration: 241.25, badPackets: 2 })
  }
})

test('a duration guessed from the bitrate is none', () => {
  const { log, push } = ffmpegLogReader()
  push(`[mp3 @ 0x1] Estimating duration from bitrate, this may be inaccurate\n${head}`)
  expect(log.duration).toBeUndefined()
})

test('a huge line does not stay in memory', () => {
  const { log, push } = ffmpegLogReader()
  for (let i = 0; i < 10_000; i++)
    push('    comment : aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'.repeat(20))
  push(`\n${head}`)
  expect(log.duration).toBe(241.25)
})
