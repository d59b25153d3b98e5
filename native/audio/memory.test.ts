import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ffmpeg, makeClip, temporaryFolder, writeTune } from './fixtures/media-tools.ts'

const folder = temporaryFolder()
const script = join(import.meta.dirname, 'fixtures', 'measure-decoding.ts')
const minutes = 120
let piece = ''

// At a low rate for speed: all of it decoded would still be 635 MB.
beforeAll(() => {
  if (ffmpeg) piece = writeTune(join(folder, 'piece.wav'), 22_050, 120, 1)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe.skipIf(!ffmpeg)(
  'a 2-hour file is decoded in under 300 MB (needs ffmpeg to make it)',
  () => {
    test.for([
      ['flac', []],
      ['mp3', ['-b:a', '48k']],
      ['m4a', ['-c:a', 'aac', '-b:a', '48k']],
    ] as const)('%s', { timeout: 300_000 }, async ([extension, options]) => {
      const once = makeClip(join(folder, `once.${extension}`), '-i', piece, ...options)
      const loops = ['-stream_loop', String(minutes / 2 - 1), '-i', once, '-c', 'copy']
      const long = makeClip(join(folder, `long.${extension}`), ...loops)
      const { seconds, peakBytes } = JSON.parse(
        execFileSync(process.execPath, [script, long], { encoding: 'utf8' }),
      )
      expect(seconds).toBeGreaterThan(minutes * 60 - 1)
      expect(peakBytes).toBeLessThan(300 * 1024 * 1024)
      rmSync(long)
    })
  },
)
