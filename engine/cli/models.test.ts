import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ground, makeGround, writeTracks } from '../analysis/fixtures/test-engine.ts'
import { type Manners, oddServer } from '../model/fixtures/odd-server.ts'
import { runCli } from './fixtures/run-cli.ts'

let ground: Ground
beforeAll(async () => {
  ground = await makeGround()
  await writeTracks(ground.music, 13, 31)
})
afterAll(() => ground.remove())

const run = (...args: string[]) => runCli(['--data', ground.data, ...args], ground.root)

async function json(...args: string[]): Promise<{ code: number | null; value: unknown }> {
  const { code, out, err } = await run(...args, '--json')
  expect(err).toBe('')
  return { code, value: JSON.parse(out) }
}

/** A mirror that has the tiny checkpoint in place of every model. */
async function mirror(odd: (name: string) => Manners = () => ({})): Promise<string> {
  const files = new Map<string, Buffer>()
  for (const name of await readdir(ground.checkpoint))
    files.set(name, await readFile(join(ground.checkpoint, name)))
  const { url } = await oddServer(({ path }) => {
    const name = path.split('/').at(-1) ?? ''
    const content = files.get(name)
    return content ? { content, etag: `"${name}"`, ...odd(name) } : { status: 404 }
  })
  return url
}

test('without the licence nothing is fetched; with it the model comes, and is used', async () => {
  const { value } = await json('model', 'list')
  expect(value).toMatchObject({
    offers: [{ id: 'culturemert-95m', state: 'absent' }, {}, { id: 'mert-v1-95m' }],
    kept: [],
  })
  expect(await json('model', 'get', '--mirror', await mirror())).toMatchObject({
    code: 1,
    value: { error: { code: 'licence-needed', message: expect.stringContaining('by-nc/4.0') } },
  })
  const told = await run('model', 'get')
  expect(told).toMatchObject({ code: 1 })
  expect(told.err).toMatch(/Please cite: .*Kanatas/)
  expect(await json('model', 'get', 'no-such-model', '--accept-licence')).toMatchObject({
    code: 1,
    value: { error: { code: 'not-found' } },
  })

  const url = await mirror((name) => (name.endsWith('.safetensors') ? { breakAfter: 200_000 } : {}))
  const got = await run('model', 'get', '--accept-licence', '--mirror', url)
  expect(got.code, got.err).toBe(0)
  expect(got.out).toContain('The model is CultureMERT-95M')
  expect(await json('model', 'get')).toMatchObject({
    code: 0,
    value: { model: { name: 'CultureMERT-95M', randomWeights: true, warnings: [] } },
  })
}, 120_000)

test('doctor tells the device and why; estimate and tune tell what analysis would cost', async () => {
  const told = await json('report')
  expect(told.value).toMatchObject({ text: expect.stringMatching(/Findings.*Settings/s) })
  const { value } = await json('doctor')
  expect(value).toMatchObject({
    report: { chosen: 'cpu', state: 'known' },
  })
  const words = (await run('doctor')).out
  expect(words).toMatch(/Device cpu \(used\) +Right, with .* windows per second/)
  expect(words).toMatch(/Device cuda/)
  expect(words).toMatch(/Model +CultureMERT-95M: random weights/)

  await run('scan', ground.music)
  expect(await json('analyse', '--estimate')).toMatchObject({
    code: 0,
    value: { tracks: 13, musicSeconds: 403, device: 'cpu', quickSeconds: expect.any(Number) },
  })
  expect((await run('analyse', '--estimate')).out).toMatch(
    /13 tracks to analyse, 6 minutes 43 seconds of music\. On this computer \(cpu\) that takes about/,
  )
  const tuned = await run('tune', '--tracks', '12')
  expect(tuned.code, tuned.err).toBe(0)
  expect(tuned.out).toMatch(/12 tracks; of the 3 nearest by full depth/)
  expect(tuned.out).toMatch(/recommended/)
  expect(tuned.out).toMatch(/int8 (is refused|may be switched on)/)
  expect(tuned.out).toMatch(/random weights: these figures prove nothing/)
}, 120_000)

test('two models are compared, one is compared by, one is forgotten', async () => {
  await run('analyse')
  const used = await json('model', ground.checkpoint)
  const listed = (await run('model', 'list')).out
  expect(listed).toMatch(/CultureMERT-95M: 13 tracks/)
  // The same weights under another name: the same model.
  expect(used.value).toMatchObject({ model: { name: 'checkpoint' } })
  const { value } = await json('model', 'list')
  expect(value).toMatchObject({ kept: [{ tracks: 13, current: true, compared: true }] })
  expect(await json('model', 'compare', 'nothing', 'at all')).toMatchObject({
    code: 1,
    value: { error: { code: 'not-found' } },
  })
  expect(await json('model', 'compare-by', 'auto')).toMatchObject({
    value: { kept: [{ compared: true }] },
  })
  expect(await json('model', 'forget', 'CultureMERT-95M')).toMatchObject({
    code: 1,
    value: { error: { code: 'invalid-input' } },
  })
}, 120_000)

test('cuda tells what it lacks, and refuses what is no package of it', async () => {
  expect(await json('cuda', 'status')).toMatchObject({ code: 0, value: { installed: false } })
  expect(await json('cuda', 'install', '--from', join(ground.music, 'track 01.wav'))).toMatchObject(
    {
      code: 1,
      value: { error: { code: expect.stringMatching(/download-mismatch|invalid-input/) } },
    },
  )
  expect(await json('cuda', 'remove')).toMatchObject({ code: 0 })
})
