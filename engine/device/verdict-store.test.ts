import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import type { DeviceFacts } from '../../contract/device.ts'
import { loadVerdicts, saveVerdicts } from './verdict-store.ts'
import { verdictOf } from './verdicts.ts'

const facts: DeviceFacts = {
  runtime: '1.30.0',
  processor: 'one',
  threads: 2,
  graphics: ['a card, driver 1'],
  system: ['Linux 6'],
}
const verdicts = [verdictOf('cpu', 'fp32', { outcome: 'good', reason: 'Right.' })]

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-verdicts-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  file = join(folder, 'cache', 'devices.json')
})

test('what is saved is loaded, for its model only', async () => {
  expect(await loadVerdicts(file, 'one')).toBeUndefined()
  await saveVerdicts(file, 'one', { facts, verdicts })
  await saveVerdicts(file, 'two', { facts: { ...facts, threads: 8 }, verdicts: [] })
  expect(await loadVerdicts(file, 'one')).toMatchObject({ facts, verdicts })
  expect((await loadVerdicts(file, 'two'))!.facts.threads).toBe(8)
  await saveVerdicts(file, 'one', { facts: { ...facts, runtime: '2' }, verdicts })
  expect((await loadVerdicts(file, 'one'))!.facts.runtime).toBe('2')
  expect(await readdir(join(folder, 'cache'))).toEqual(['devices.json'])
})

test('only the last few models are kept', async () => {
  for (let n = 0; n < 10; n++) await saveVerdicts(file, `model ${n}`, { facts, verdicts })
  expect(await loadVerdicts(file, 'model 0')).toBeUndefined()
  expect(await loadVerdicts(file, 'model 9')).toBeDefined()
})

test.each([
  ['cut off', (text: string) => text.slice(0, text.length / 2)],
  ['nothing', () => ''],
  ['of another format', (text: string) => text.replace('"formatVersion": 1', '"formatVersion": 0')],
  ['with an outcome that is unknown', (text: string) => text.replace('"good"', '"splendid"')],
  ['with a fact missing', (text: string) => text.replace('"runtime"', '"walktime"')],
])('a file that is %s holds no verdicts, and is replaced', async (_, damage) => {
  await saveVerdicts(file, 'one', { facts, verdicts })
  const damaged = damage(await readFile(file, 'utf8'))
  await writeFile(file, damaged)
  expect(await loadVerdicts(file, 'one')).toBeUndefined()
  await saveVerdicts(file, 'two', { facts, verdicts })
  expect(await loadVerdicts(file, 'two')).toBeDefined()
})

test('a folder that cannot be written to is no failure', async () => {
  await writeFile(join(folder, 'cache'), 'in the way')
  await saveVerdicts(file, 'one', { facts, verdicts })
  expect(await loadVerdicts(file, 'one')).toBeUndefined()
})
