import { expect, test } from 'vitest'
import type { AnalysisProgress } from '../../../contract/analysis.ts'
import type { Status } from '../../../contract/engine.ts'
import type { ScanProgress } from '../../../contract/folder.ts'
import { applyEvent } from './apply-event.ts'

const idle = {
  kind: 'sound',
  state: 'idle',
  done: 0,
  total: 0,
  problems: 0,
  tracksPerMinute: null,
  secondsLeft: null,
  current: [],
  device: 'cpu',
  heldBy: null,
  waiting: null,
} as const satisfies AnalysisProgress

const status: Status = {
  version: '1',
  host: 'served',
  dataFolder: '/data',
  journalMode: 'wal',
  tracks: 3,
  missingTracks: 0,
  analysedTracks: 0,
  unanalysedTracks: 0,
  modeTracks: 0,
  modelessTracks: 0,
  folders: 1,
  playlists: 0,
  problems: 0,
  ffmpeg: null,
  model: { state: 'none', fraction: 0, message: '', model: null },
  download: {
    state: 'none',
    id: null,
    name: '',
    bytes: 0,
    total: null,
    bytesPerSecond: null,
    secondsLeft: null,
    message: '',
  },
  device: {
    state: 'unknown',
    trying: null,
    verdicts: [],
    chosen: 'cpu',
    facts: { runtime: '1', processor: '', threads: 2, graphics: [], system: [] },
    fellBack: null,
  },
  tune: { state: 'none', done: 0, total: 0, message: '', secondsLeft: null, result: null },
  backup: { state: 'none', fraction: null },
  asksBeforeAnalysis: false,
  analysis: { sound: idle, mode: { ...idle, kind: 'mode' } },
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

test('downloads, trials of devices and tuning each have their place', () => {
  const download = { ...status.download, state: 'downloading', id: 'mert', bytes: 5 } as const
  const device = { ...status.device, state: 'trying', trying: 'webgpu' } as const
  const tune = { ...status.tune, state: 'running', done: 1, total: 80 } as const
  const after = [
    { type: 'download.progress', download } as const,
    { type: 'device.progress', device } as const,
    { type: 'tune.progress', tune } as const,
  ].reduce<Status>(applyEvent, status)
  expect(after).toEqual({ ...status, download, device, tune })
})

test('each analysis has its own progress; other events change nothing', () => {
  const running = { ...idle, state: 'running', done: 1, total: 3 } as const
  const sound = applyEvent(status, { type: 'analysis.progress', progress: running })
  expect(sound.analysis).toEqual({ sound: running, mode: status.analysis.mode })
  const listening = { ...running, kind: 'mode', total: 9 } as const
  const both = applyEvent(sound, { type: 'analysis.progress', progress: listening })
  expect(both.analysis).toEqual({ sound: running, mode: listening })
  expect(applyEvent(status, { type: 'changed', lists: ['tracks'] })).toBe(status)
  expect(applyEvent(status, { type: 'notice', message: 'x' })).toBe(status)
})
