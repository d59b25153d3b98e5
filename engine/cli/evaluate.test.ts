import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../analysis/fixtures/test-engine.ts'
import { runCli, startCli } from './fixtures/run-cli.ts'

const dataset = join(import.meta.dirname, '../../../shared/modes/otmm_pitch_dev.json')

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-evaluate-'))
})
afterAll(() => rm(folder, { recursive: true }))

test.skipIf(!existsSync(dataset))(
  'makams of real recordings are told as well as was measured (needs the pitch tracks of ../shared/modes)',
  async () => {
    const { code, out, err } = await runCli(
      ['evaluate', 'modes', '--pitch', dataset, '--json'],
      folder,
    )
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const { ends, whole, calibration, confusions, perMakam } = JSON.parse(out)
    expect(ends.unknownTonic.recordings).toBe(301)
    expect(ends.unknownTonic.top1).toBeGreaterThanOrEqual(0.74)
    expect(ends.unknownTonic.top3).toBeGreaterThanOrEqual(0.9)
    expect(ends.unknownTonic.tonic).toBeGreaterThanOrEqual(0.92)
    expect(whole.unknownTonic.top1).toBeGreaterThanOrEqual(0.71)
    expect(whole.unknownTonic.top3).toBeGreaterThanOrEqual(0.91)
    expect(whole.knownTonic.top1).toBeGreaterThanOrEqual(0.74)
    expect(perMakam).toHaveLength(20)
    expect(calibration[0]).toMatchObject({ from: 0, coverage: 1 })
    expect(confusions[0].recordings).toBeGreaterThan(0)
  },
)

test.skipIf(!existsSync(dataset) || process.platform === 'win32')(
  'Ctrl-C ends it at once (needs the pitch tracks of ../shared/modes and POSIX signals)',
  async () => {
    const cli = startCli(['evaluate', 'modes', '--pitch', dataset], folder)
    await until(() => cli.err().includes('Evaluating'))
    const asked = Date.now()
    process.kill(-(cli.child.pid ?? 0), 'SIGINT')
    expect(await cli.ended).toMatchObject({ code: 130, out: '' })
    expect(Date.now() - asked).toBeLessThan(3_000)
  },
)

/** An index of one recording, with `pitch` beside it. */
async function writeDataset(name: string, pitch: string | undefined): Promise<string> {
  const index = join(folder, `${name}.json`)
  const recording = { makam: 'Hicaz', tonic_hz: 220, offset: 0, frames: 1000 }
  await writeFile(index, JSON.stringify({ recordings: [recording] }))
  if (pitch !== undefined) await writeFile(join(folder, `${name}.i16.gz`), pitch)
  return index
}

test.each<[string, () => Promise<string>, string]>([
  ['no index', async () => join(folder, 'absent.json'), 'not-found'],
  ['no pitch beside it', () => writeDataset('lonely', undefined), 'not-found'],
  ['pitch that is not compressed', () => writeDataset('plain', 'pitch'), 'invalid-input'],
  [
    'an index that is no JSON',
    async () => {
      await writeFile(join(folder, 'words.json'), 'recordings:')
      return join(folder, 'words.json')
    },
    'invalid-input',
  ],
  [
    'an index of something else',
    async () => {
      await copyFile(join(import.meta.dirname, '../../package.json'), join(folder, 'other.json'))
      return join(folder, 'other.json')
    },
    'invalid-input',
  ],
])('%s is said clearly', async (_, make, code) => {
  const index = await make()
  const result = await runCli(['evaluate', 'modes', '--pitch', index, '--json'], folder)
  expect(result.code).toBe(1)
  expect(JSON.parse(result.out)).toMatchObject({
    error: { code, message: expect.stringContaining(folder) },
  })
})
