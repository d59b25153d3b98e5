import { execFileSync } from 'node:child_process'
import { readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ffmpeg, makeClip, temporaryFolder, writeTune } from './fixtures/media-tools.ts'
import { wavBytes } from './fixtures/pcm-bytes.ts'
import { openAudio } from './open-audio.ts'

const folder = temporaryFolder()
const clips = join(import.meta.dirname, 'fixtures')
const wav = join(folder, 'long.wav')
beforeAll(() => {
  const silence = new Float32Array(44_100 * 60)
  writeFileSync(wav, wavBytes([silence, silence], 44_100))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What this process has open, by path (Linux only). */
function openPaths(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)]
    } catch {
      return []
    }
  })
}

function childNames(): string {
  return execFileSync('ps', ['-o', 'comm=', '--ppid', String(process.pid)], { encoding: 'utf8' })
}

async function cancelHalfway(path: string, tool: string | undefined) {
  const abort = new AbortController()
  const stream = await openAudio(path, { ffmpeg: tool, signal: abort.signal })
  let blocks = 0
  let since = 0
  const reading = (async () => {
    for await (const _ of stream.blocks) {
      if (++blocks === 3) {
        since = performance.now()
        setTimeout(() => abort.abort(), 0)
      }
    }
  })()
  await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
  return { blocks, waited: performance.now() - since }
}

describe('cancelling', () => {
  test('before it starts', async () => {
    const signal = AbortSignal.abort()
    await expect(openAudio(wav, { signal })).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('the PCM reader', async () => {
    const { blocks, waited } = await cancelHalfway(wav, undefined)
    expect(blocks).toBeLessThan(20)
    expect(waited).toBeLessThan(1000)
  })

  test.skipIf(!ffmpeg).for(['flac', 'mp3', 'm4a'])(
    'a bundled decoder of %s (needs ffmpeg)',
    async (kind) => {
      const path = makeClip(join(folder, `long.${kind}`), '-i', wav)
      const { blocks, waited } = await cancelHalfway(path, undefined)
      expect(blocks).toBeLessThan(30)
      expect(waited).toBeLessThan(1000)
    },
  )

  test.skipIf(!ffmpeg)('the ffmpeg child, which is then gone (needs ffmpeg)', async () => {
    const { blocks, waited } = await cancelHalfway(wav, ffmpeg)
    expect(blocks).toBeLessThan(30)
    expect(waited).toBeLessThan(1000)
    if (process.platform === 'linux') expect(childNames()).not.toContain('ffmpeg')
  })
})

describe('closing', () => {
  test.for(['cbr.mp3', '16.flac', 'moov-last.m4a'])('%s without reading it', async (name) => {
    const stream = await openAudio(join(clips, name))
    await stream.close()
    await stream.close()
    if (process.platform === 'linux') expect(openPaths().join()).not.toContain(name)
  })

  test.for([undefined, ...(ffmpeg ? [ffmpeg] : [])])('in mid-stream (ffmpeg: %s)', async (tool) => {
    const path = writeTune(join(folder, 'half.wav'), 44_100, 5, 2)
    const stream = await openAudio(path, { ffmpeg: tool })
    for await (const block of stream.blocks) {
      expect(block).toHaveLength(2)
      break
    }
    if (process.platform === 'linux') {
      expect(openPaths().join()).not.toContain('half.wav')
      expect(childNames()).not.toContain('ffmpeg')
    }
  })

  test('after an error the file is not left open', async () => {
    await expect(openAudio(join(clips, 'wma.wma'))).rejects.toThrow()
    if (process.platform === 'linux') expect(openPaths().join()).not.toContain('wma.wma')
  })
})

test('decoders work in a worker thread, and another file meanwhile in another', async () => {
  const source = `
    import { parentPort, workerData } from 'node:worker_threads'
    const { openAudio } = await import(workerData.module)
    const stream = await openAudio(workerData.path)
    let frames = 0
    for await (const block of stream.blocks) frames += block[0].length
    parentPort.postMessage(frames)
  `
  const frames = (name: string) =>
    new Promise<number>((resolve, reject) => {
      const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), {
        workerData: {
          module: new URL('./open-audio.ts', import.meta.url).href,
          path: join(clips, name),
        },
      })
      worker.once('message', resolve).once('error', reject)
    })
  expect(await Promise.all(['16.flac', 'cbr.mp3', 'vorbis.ogg'].map(frames))).toEqual([
    26_460, 66_150, 66_150,
  ])
})
