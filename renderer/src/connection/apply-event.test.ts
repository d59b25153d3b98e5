import { expect, test } from 'vitest'
import type { Status } from '../../../contract/engine.ts'
import type { ScanProgress } from '../../../contract/folder.ts'
import { applyEvent } from './apply-event.ts'

const idle = {
  state: 'idle',
  done: 0,
  total: 0,
  problems: 0,
  tracksPerMinute: null,
  secondsLeft: null,
  current: [],
  device: 'cpu',
  waiting: null,
} as const satisfies Status['analysis']

const status: Status = {
  version: '1',
  host: 'served',
  dataFolder: '/data',
  journalMode: 'wal',
  tracks: 3,
  missingTracks: 0,
  analysedTracks: 0,
  unanalysedTracks: 0,
  folders: 1,
  playlists: 0,
  problems: 0,
  ffmpeg: null,
  model: { state: 'none', fraction: 0, message: '', model: null },
  analysis: idle,
  scans: [],
  similar: { size: 0, epoch: 0, state: 'empty' },
  demo: false,
}

const scan: ScanProgress = {
  folderId: 1,
  phase: 'reading',
  found: 10,
  toRead: 10,
  read: 2,
  problems: 0,
  filesPerSecond: 20,
  secondsLeft: 1,
  currentFile: 'a.flac',
}

test('a scan shows while it runs, one line for each folder, and goes when it is done', () => {
  const one = applyEvent(status, { type: 'scan.progress', progress: scan })
  const other = applyEvent(one, { type: 'scan.progress', progress: { ...scan, folderId: 2 } })
  const further = applyEvent(other, { type: 'scan.progress', progress: { ...scan, read: 5 } })
  expect(further.scans.map((s) => [s.folderId, s.read])).toEqual([
    [2, 2],
    [1, 5],
  ])
  const done = applyEvent(further, { type: 'scan.progress', progress: { ...scan, phase: 'done' } })
  expect(done.scans.map((s) => s.folderId)).toEqual([2])
})

test('analysis and model progress replace what was known; other events change nothing', () => {
  const running = { ...idle, state: 'running', done: 1, total: 3 } as const
  expect(applyEvent(status, { type: 'analysis.progress', progress: running }).analysis).toBe(
    running,
  )
  expect(applyEvent(status, { type: 'changed', lists: ['tracks'] })).toBe(status)
  expect(applyEvent(status, { type: 'notice', message: 'x' })).toBe(status)
})
