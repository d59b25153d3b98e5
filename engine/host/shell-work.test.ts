import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AnalysisProgress } from '../../contract/analysis.ts'
import type { ScanProgress } from '../../contract/folder.ts'
import type { Work } from '../../contract/shell-messages.ts'
import {
  type Ground,
  makeGround,
  openTestEngine,
  scanned,
  type TestEngine,
  until,
  writeTracks,
} from '../analysis/fixtures/test-engine.ts'
import { afterEvent, followWork, nothingRuns, workOf } from './shell-work.ts'

const scan: ScanProgress = {
  folderId: 1,
  phase: 'reading',
  found: 10,
  toRead: 10,
  read: 5,
  problems: 0,
  filesPerSecond: 3,
  secondsLeft: 2,
  currentFile: '',
}
const sound: AnalysisProgress = {
  kind: 'sound',
  state: 'running',
  heldBy: null,
  done: 1,
  total: 4,
  problems: 0,
  tracksPerMinute: null,
  secondsLeft: null,
  current: [],
  device: 'cpu',
  waiting: null,
}

describe('what the shell is told', () => {
  const scanning = afterEvent(nothingRuns, { type: 'scan.progress', progress: scan })
  const both = afterEvent(scanning, { type: 'analysis.progress', progress: sound })

  it('is all that runs as one, as far as its end is known', () => {
    expect(workOf(nothingRuns)).toEqual({ state: 'idle', fraction: null, kinds: [] })
    expect(workOf(scanning)).toEqual({ state: 'running', fraction: 0.5, kinds: ['scan'] })
    expect(workOf(both)).toEqual({ state: 'running', fraction: 0.375, kinds: ['scan', 'sound'] })
    const walking = afterEvent(both, {
      type: 'scan.progress',
      progress: { ...scan, folderId: 2, phase: 'walking' },
    })
    expect(workOf(walking).fraction).toBeNull()
    const done = { ...scan, phase: 'done' } as const
    expect(workOf(afterEvent(scanning, { type: 'scan.progress', progress: done })).state).toBe(
      'idle',
    )
  })

  it.each<[Partial<AnalysisProgress>, Work['state']]>([
    [{ state: 'held', heldBy: 'battery' }, 'paused'],
    [{ state: 'paused' }, 'paused'],
    [{ state: 'paused', waiting: 'The disk is full.' }, 'problem'],
    [{ waiting: 'There is no model yet.' }, 'paused'],
    [{ state: 'idle' }, 'idle'],
  ])('says of an analysis with %j that it is %s', (change, state) => {
    const event = { type: 'analysis.progress', progress: { ...sound, ...change } } as const
    expect(workOf(afterEvent(nothingRuns, event)).state).toBe(state)
  })

  it('is nothing new for events of other things', () => {
    expect(afterEvent(both, { type: 'changed', lists: ['tracks'] })).toBe(both)
  })
})

describe('an engine at work', () => {
  let ground: Ground
  let opened: TestEngine
  beforeAll(async () => {
    ground = await makeGround()
    await writeTracks(ground.music, 3, 1)
    opened = await openTestEngine(ground.data)
  })
  afterAll(async () => {
    await opened.close()
    await ground.remove()
  })

  it('is followed from work to rest', async () => {
    const told: Work[] = []
    void followWork(opened.client, (work) => told.push(work), 0)
    await scanned(opened.client, ground.music)
    await until(() => told.at(-1)?.state === 'idle')
    expect(told.flatMap(({ kinds }) => kinds)).toContain('scan')
  })
})
