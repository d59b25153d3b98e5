/**
 * The silence (or overlap, negative) between two tracks that follow each other, as it leaves the page's audio graph in
 * a real Chromium: a tone in the left channel, then one in the right, encoded by the user's ffmpeg. Needs a built page.
 */
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, type Page } from '@playwright/test'
import { findBrowser } from '../e2e/find-browser.ts'
import { recordOutput, takeHeard } from '../e2e/loudspeakers.ts'
import { naghma } from '../e2e/make-music.ts'
import { position, searchBox, trackTable } from '../e2e/page-parts.ts'
import { startServed } from '../e2e/served.ts'

const formats = { flac: [], mp3: ['-b:a', '192k'], opus: ['-c:a', 'libopus', '-b:a', '128k'] }
const trackSeconds = 7

function encode(path: string, title: string, channel: 0 | 1, more: readonly string[]): void {
  const sides = channel === 0 ? 'c0=c0|c1=0*c0' : 'c0=0*c0|c1=c0'
  const tone = `sine=frequency=441:sample_rate=44100:duration=${trackSeconds}`
  const input = ['-f', 'lavfi', '-i', `${tone},pan=stereo|${sides}`]
  const fields = {
    title,
    artist: title.slice(0, -2),
    album: title.slice(0, -2),
    track: channel + 1,
  }
  const tags = Object.entries(fields).flatMap(([key, value]) => ['-metadata', `${key}=${value}`])
  execFileSync('ffmpeg', ['-v', 'error', '-y', ...input, ...tags, ...more, path])
}

/** Milliseconds from the end of the left tone to the beginning of the right one. */
async function gapOf(page: Page): Promise<number> {
  const heard = await takeHeard(page)
  const loudest = heard.reduce((most, { left }) => Math.max(most, left), 0)
  const end = heard.findLast(({ left }) => left > loudest / 2)?.seconds ?? Number.NaN
  // The right tone of the round before may still have sounded when the left one began.
  const first = heard.findIndex(({ left, right }) => left > loudest / 2 && right < loudest / 100)
  const begin = heard.slice(first).find(({ right }) => right > loudest / 2)?.seconds ?? Number.NaN
  return (begin - end) * 1000
}

/** Plays the first track of a format and waits until the second is well under way. */
async function listen(page: Page, format: string): Promise<number> {
  await trackTable(page)
    .getByRole('row', { name: `${format} 1` })
    .dblclick()
  const player = page.getByRole('region', { name: 'Player' })
  await player.getByText(`${format} 2`).waitFor({ timeout: 60_000 })
  await expect.poll(() => position(page), { timeout: 60_000 }).toBeGreaterThan(1)
  return gapOf(page)
}

/** Milliseconds of silence at each hand-over, by format. */
export async function bench({ full = false } = {}): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'naghma-bench-gapless-'))
  const music = join(folder, 'music')
  await mkdir(music)
  for (const [format, options] of Object.entries(formats)) {
    encode(join(music, `1.${format}`), `${format} 1`, 0, options)
    encode(join(music, `2.${format}`), `${format} 2`, 1, options)
  }
  const data = join(folder, 'data')
  await naghma(data, 'scan', music)
  const served = await startServed(data, [])
  const executablePath = findBrowser()
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
  })
  try {
    const page = await browser.newPage()
    await page.addInitScript(recordOutput)
    await page.goto(served.url)
    const gaps: { [format: string]: number[] } = {}
    for (const format of Object.keys(formats)) {
      await searchBox(page).fill(format)
      gaps[format] = []
      for (let round = 0; round < (full ? 20 : 4); round++)
        gaps[format].push(Math.round(await listen(page, format)))
    }
    return { loadAverage: loadavg()[0], gapMilliseconds: gaps }
  } finally {
    await browser.close()
    await served.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) console.log(JSON.stringify(await bench(), null, 2))
