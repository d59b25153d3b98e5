import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from '@playwright/test'
import { findBrowser } from '../e2e/find-browser.ts'
import { startServed } from '../e2e/served.ts'

/** What is typed, letter by letter; each letter is one measurement. */
const typed = ['hicaz sarki', 'munir nur', 'bhairavi', 'τσιτσανης', 'yaman khay', 'gonul 42']
const selections = 30
const scrolls = 120

/**
 * What a person waits for in the page, in Chromium: on 100,000 tracks with embeddings of the full size, or with
 * `--full` on 1,000,000 with small ones (many minutes to make). `NAGHMA_BENCH_LIBRARY` names a folder in which the
 * library is made once and kept. Needs `npm run build` and Chromium.
 */
export async function bench({ full }: { full: boolean }): Promise<object> {
  const tracks = Number(process.env.NAGHMA_BENCH_TRACKS ?? (full ? 1_000_000 : 100_000))
  const size = tracks > 200_000 ? 'tiny' : 'full'
  const kept = process.env.NAGHMA_BENCH_LIBRARY
  const root = kept ?? mkdtempSync(join(tmpdir(), 'naghma-bench-page-'))
  try {
    const makeSeconds = await makeLibrary(root, tracks, size)
    const figures = await measurePage(join(root, 'data'), tracks)
    return { tracks, embeddings: size, makeSeconds, ...figures, javaScript: javaScriptSize() }
  } finally {
    if (!kept) rmSync(root, { recursive: true, force: true })
  }
}

async function makeLibrary(root: string, tracks: number, size: string): Promise<number | null> {
  if (isThere(join(root, 'data'))) return null
  const beganAt = performance.now()
  const child = fork(new URL('page-library.ts', import.meta.url), [root, String(tracks), size])
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`The process that should make the library ended with ${code}.`)
  return Math.round((performance.now() - beganAt) / 1000)
}

function isThere(folder: string): boolean {
  try {
    return readdirSync(folder).includes('library.sqlite')
  } catch {
    return false
  }
}

/** Gzipped kilobytes: what the first page loads, and everything. */
function javaScriptSize() {
  const page = join(import.meta.dirname, '../out/renderer')
  const html = readFileSync(join(page, 'index.html'), 'utf8')
  const kilobytes = (paths: string[]) =>
    Math.round(paths.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0) / 1024)
  const first = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)]
  const all = readdirSync(join(page, 'assets')).filter((name) => name.endsWith('.js'))
  return {
    firstKilobytes: kilobytes(first.map(([, path]) => join(page, path ?? ''))),
    allKilobytes: kilobytes(all.map((name) => join(page, 'assets', name))),
  }
}

async function measurePage(dataFolder: string, tracks: number) {
  const served = await startServed(dataFolder, [])
  const executablePath = findBrowser()
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
    await page.addInitScript(watchAnswers)
    const firstPaint = await measureFirstPaint(page, served.url)
    // What the start does besides (looking through the folders, loading the index) is not what is measured below.
    await page.getByRole('region', { name: 'In progress' }).waitFor({ state: 'hidden', timeout: 0 })
    const scroll = await measureScroll(page, tracks)
    const search = await measureSearch(page)
    const similar = await measureSimilar(page)
    const memory = await measureMemory(browser, page)
    return { firstPaint, scroll, search, similar, memory }
  } finally {
    await browser.close()
    await served.stop()
  }
}

/**
 * In the page: notes when a letter was typed or a row was clicked, and when the answer to what was asked for then was
 * painted. `wanted` is the path of the call.
 */
function watchAnswers() {
  const times = { began: 0, painted: 0, wanted: '' }
  const asked = new Set<string>()
  Object.assign(window, { benchTimes: times })
  const begin = () => {
    times.began = performance.now()
    times.painted = 0
    asked.clear()
  }
  // Letters that are on no key of the browser's keyboard come without a key.
  addEventListener('beforeinput', begin, true)
  addEventListener('mousedown', begin, true)
  const { WebSocket: Plain } = window
  const idOf = (data: unknown) => /^\{"i":"(\d+)"/.exec(String(data))?.[1] ?? ''
  window.WebSocket = class extends Plain {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given)
      this.addEventListener('message', ({ data }) => {
        if (!asked.delete(idOf(data))) return
        requestAnimationFrame(() =>
          setTimeout(() => {
            times.painted = performance.now()
          }),
        )
      })
    }
    override send(data: Parameters<WebSocket['send']>[0]) {
      if (times.wanted && String(data).includes(`"u":"${times.wanted}"`)) asked.add(idOf(data))
      super.send(data)
    }
  }
}

interface BenchTimes {
  began: number
  painted: number
  wanted: string
}

/** Does something in the page and answers the milliseconds until the last answer of `call` was painted; null when none was needed. */
async function timeTo(page: Page, call: string, act: () => Promise<void>): Promise<number | null> {
  await page.evaluate((wanted) => {
    ;(window as unknown as { benchTimes: BenchTimes }).benchTimes.wanted = wanted
  }, call)
  await act()
  await page.waitForTimeout(800)
  const { began, painted } = await page.evaluate(
    () => (window as unknown as { benchTimes: BenchTimes }).benchTimes,
  )
  return painted > 0 ? painted - began : null
}

/** Milliseconds from the navigation to the first rows, cold and with the page in the browser's cache. */
async function measureFirstPaint(page: Page, url: string) {
  const times: number[] = []
  for (let n = 0; n < 5; n++) {
    if (n === 0) await page.goto(url)
    else await page.reload()
    times.push(
      await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const look = () => {
              if (document.querySelector('[role=grid] [role=gridcell]')) resolve(performance.now())
              else requestAnimationFrame(look)
            }
            look()
          }),
      ),
    )
  }
  const [cold = 0, ...warm] = times.map(Math.round)
  return { coldMilliseconds: cold, warmMilliseconds: spread(warm) }
}

/** Frames while the table is scrolled by the wheel and jumped through by its scrollbar. */
async function measureScroll(page: Page, tracks: number) {
  const grid = page.getByRole('grid').first()
  await grid.hover()
  await page.evaluate(() => {
    const frames: number[] = []
    Object.assign(window, { benchFrames: frames })
    let last = performance.now()
    const next = (now: number) => {
      frames.push(now - last)
      last = now
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
  for (let n = 0; n < scrolls; n++) {
    await page.mouse.wheel(0, n % 3 === 0 ? 2400 : 340)
    await page.waitForTimeout(16)
  }
  for (let n = 1; n <= 10; n++) {
    await grid.evaluate((element, share) => {
      const box = element.scrollHeight > element.clientHeight ? element : element.parentElement
      if (box) box.scrollTop = share * box.scrollHeight
    }, n / 11)
    await page.waitForTimeout(150)
  }
  const frames = await page.evaluate(
    () => (window as unknown as { benchFrames: number[] }).benchFrames,
  )
  return {
    tracks,
    frames: frames.length,
    framesOver50: frames.filter((time) => time > 50).length,
    frameMilliseconds: spread(frames),
    worstMilliseconds: Math.round(Math.max(...frames)),
  }
}

async function measureSearch(page: Page) {
  const box = page.locator('#search')
  const times: number[] = []
  for (const words of typed) {
    await box.click()
    await box.fill('')
    await page.waitForTimeout(600)
    for (const letter of words) {
      const time = await timeTo(page, '/track/list', () => page.keyboard.type(letter))
      if (time !== null) times.push(time)
    }
  }
  await box.fill('')
  await page.waitForTimeout(600)
  return { keystrokes: times.length, milliseconds: spread(times) }
}

async function measureSimilar(page: Page) {
  const rows = page.getByRole('grid').first().getByRole('row')
  const times: number[] = []
  for (let n = 0; n < selections; n++) {
    const time = await timeTo(page, '/similar/query', () =>
      rows.nth(1 + (n % 15)).click({ position: { x: 90, y: 15 } }),
    )
    if (time !== null) times.push(time)
  }
  return { selections: times.length, milliseconds: spread(times) }
}

/** Megabytes of the renderer process (its own part of shared pages, Linux) and of its JavaScript. */
async function measureMemory(browser: Browser, page: Page) {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => pssOf(id))
  const heap = await page.evaluate(() =>
    'memory' in performance
      ? (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize
      : 0,
  )
  return {
    rendererMegabytes: Math.max(...renderers),
    heapMegabytes: Math.round(heap / 2 ** 20),
  }
}

function pssOf(pid: number): number {
  try {
    const [, kilobytes = '0'] =
      /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? []
    return Math.round(Number(kilobytes) / 1024)
  } catch {
    return 0
  }
}

function spread(times: readonly number[]): { p50: number; p95: number } {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Math.round(10 * (sorted[Math.floor(share * sorted.length)] ?? 0)) / 10
  return { p50: at(0.5), p95: at(0.95) }
}
