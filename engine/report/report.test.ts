import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import {
  type Ground,
  makeGround,
  openTestEngine,
  scanned,
  type TestEngine,
  writeTracks,
} from '../analysis/fixtures/test-engine.ts'
import { engineLogFile, eventWords, openEngineLog } from '../host/engine-log.ts'
import { lastLines } from './last-lines.ts'
import { redact } from './redact.ts'

describe('what is personal', () => {
  const personal = {
    folders: new Map([
      ['/home/ayşe/Müzik', 'music folder 1'],
      ['/home/ayşe/.local/share/naghma', 'library'],
      ['/home/ayşe', '~'],
      ['D:\\Music (old)', 'music folder 2'],
    ]),
  }

  it.each([
    [
      'The file /home/ayşe/Müzik/Neyzen/01. Hicaz taksim.flac is empty.',
      'The file <music folder 1>/….flac is empty.',
    ],
    ['Cannot read D:\\Music (old)\\a b\\c.mp3', 'Cannot read <music folder 2>/….mp3'],
    ['Library: /home/ayşe/.local/share/naghma', 'Library: <library>'],
    ['at /home/ayşe/.local/share/naghma/naghma.db: disk full', 'at <library>/….db: disk full'],
    [
      '"/home/ayşe/Müzik/Işık" is already in the library.',
      '"<music folder 1>/…" is already in the library.',
    ],
    ['Scanning "Kürdîlihicazkâr" stopped', 'Scanning "…" stopped'],
    ['see “Σμύρνη μου” now', 'see "…" now'],
    ['proxy: "http://me:secret@proxy:80"', 'proxy: "…"'],
    ['http://me:secret@proxy:80/x', 'http://…@proxy:80/x'],
    ['/Users/mehmet/x and /media/mehmet/usb, C:\\Users\\Mehmet\\x', '~/x and ~/usb, ~\\x'],
    ['nothing of note: 12 tracks', 'nothing of note: 12 tracks'],
  ])('%s', (text, without) => expect(redact(text, personal)).toBe(without))

  it('takes each line by itself', () => {
    const text = '/home/ayşe/Müzik/a.flac\nkept\n/home/ayşe/Müzik/b c'
    expect(redact(text, personal)).toBe('<music folder 1>/….flac\nkept\n<music folder 1>/…')
  })
})

describe('the log', () => {
  async function folder(): Promise<string> {
    const made = await mkdtemp(join(tmpdir(), 'naghma-log-'))
    onTestFinished(() => rm(made, { recursive: true }))
    return made
  }

  it('is kept in the data folder, for its user only', async () => {
    const data = await folder()
    openEngineLog(data).warn('first')
    const file = engineLogFile(data)
    expect(await readFile(file, 'utf8')).toMatch(/\[warn\] +first/)
    expect((await stat(file)).mode & 0o077).toBe(0)
  })

  it('begins anew when it is large', async () => {
    const data = await folder()
    await mkdir(join(data, 'logs'))
    await writeFile(engineLogFile(data), `first${'x'.repeat(5 * 1024 * 1024)}\n`)
    openEngineLog(data).info('second')
    expect(await readFile(engineLogFile(data), 'utf8')).toMatch(/^\[.*second\n$/)
    expect(await readFile(join(data, 'logs/engine.old.log'), 'utf8')).toMatch(/^first/)
  })

  it('gives its last lines, whole ones, however long it is', async () => {
    const file = join(await folder(), 'some.log')
    expect(await lastLines(file, 5)).toEqual([])
    await appendFile(file, 'one\n\ntwo\nthree\n')
    expect(await lastLines(file, 2)).toEqual(['two', 'three'])
    await appendFile(file, `${'y'.repeat(1000)}\n`.repeat(300))
    const lines = await lastLines(file, 1000)
    expect(lines.length).toBeGreaterThan(200)
    expect(lines.every((line) => line.length === 1000)).toBe(true)
  })

  it('says of progress what state it is in, and no title', () => {
    const words = eventWords({
      type: 'analysis.progress',
      progress: {
        kind: 'sound',
        state: 'held',
        heldBy: 'battery',
        done: 3,
        total: 9,
        problems: 1,
        tracksPerMinute: 2,
        secondsLeft: 5,
        current: [{ id: 1, title: 'Segâh Saz Semaisi', progress: 0.5 }],
        device: 'cpu',
        waiting: null,
      },
    })
    expect(words).toBe('Analysis of sound is held (battery) on cpu: 9 tracks, 1 problems.')
  })
})

describe('the report', () => {
  let ground: Ground
  let opened: TestEngine
  beforeAll(async () => {
    ground = await makeGround()
    await writeTracks(ground.music, 2, 1)
    opened = await openTestEngine(ground.data)
    await scanned(opened.client, ground.music)
  })
  afterAll(async () => {
    await opened.close()
    await ground.remove()
  })

  it('tells versions, findings, counts, settings and the log, and where nothing is', async () => {
    openEngineLog(ground.data).error(`Cannot read ${join(ground.music, 'track 01.wav')}`)
    await opened.client.engine.changeSettings({ proxy: 'http://me:secret@proxy.example:80' })
    const { text } = await opened.client.engine.report()
    for (const part of [
      /Naghma test \(command line\)/,
      /Node \d+/,
      /Decoders/,
      /Tracks: 2, 0 missing/,
      /quickWindows: 12/,
    ])
      expect(text).toMatch(part)
    expect(text).toContain('Cannot read <music folder 1>/….wav')
    for (const personal of [ground.root, ground.music, 'track 01', 'secret'])
      expect(text).not.toContain(personal)
  })

  it('shows the log where it lies', async () => {
    const { path } = await opened.client.engine.showLog()
    expect(path).toBe(engineLogFile(ground.data))
    expect(opened.shown).toEqual([path])
  })

  it('shows the library in the data folder', async () => {
    const { path } = await opened.client.engine.showDataFolder()
    expect(path).toBe(join(ground.data, 'library.sqlite'))
    expect(opened.shown.at(-1)).toBe(path)
  })
})
