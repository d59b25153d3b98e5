/** The commands about modes and tags, as processes, on music that the demo's synthesiser plays. */
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ground, makeGround, writeTracks } from '../analysis/fixtures/test-engine.ts'
import { makams } from '../demo/music/makams.ts'
import { ragas } from '../demo/music/ragas.ts'
import { type Recipe, record } from '../demo/synth/recording.ts'
import { wavFile } from '../demo/tags/pcm-files.ts'
import { runCli } from './fixtures/run-cli.ts'

const RATE = 22_050
const hicaz: Recipe = {
  ...{ seed: 103, mode: makams.hicaz, tempo: 110, seconds: 36 },
  ...{ tonic: 246.9, instrument: 'bowed' },
}
const yaman: Recipe = {
  ...{ seed: 109, mode: ragas.yaman, tempo: 84, seconds: 36, tanpura: 702 },
  ...{ tonic: 185, instrument: 'voice' },
}

let ground: Ground
/** Outside any library. */
let loose: string

async function play(
  path: string,
  recipe: Recipe,
  title: string,
  fields: Record<string, string>,
): Promise<void> {
  const texts = { title, artist: 'Nobody', album: '', composer: '', genre: '', comment: '' }
  const tags = { ...texts, track: 1, fields, cover: new Uint8Array(0) }
  await writeFile(path, wavFile(record(recipe, RATE), RATE, 16, tags))
}

beforeAll(async () => {
  ground = await makeGround()
  loose = join(ground.root, 'loose.wav')
  await play(loose, hicaz, 'A <taksim> & more', { MAKAM: 'Hicaz' })
  await play(join(ground.music, 'one.wav'), hicaz, 'First piece', { MAKAM: 'Hicaz' })
  await play(join(ground.music, 'two.wav'), { ...hicaz, tonic: 185, seed: 7 }, 'Second piece', {})
  await play(join(ground.music, 'three.wav'), yaman, 'Third piece', { RAGA: 'Yaman' })
  const silence = [new Float32Array(12 * RATE)]
  await writeFile(
    join(ground.music, 'four.wav'),
    wavFile(silence, RATE, 16, {
      ...{ title: 'Fourth piece', artist: '', album: '', composer: '', genre: '', comment: '' },
      ...{ track: 1, fields: {}, cover: new Uint8Array(0) },
    }),
  )
})
afterAll(() => ground.remove())

const run = (...args: string[]) => runCli(['--data', ground.data, ...args], ground.root)

/** Runs with --json; the output must be one JSON value, and nothing on standard error. */
async function json(...args: string[]): Promise<{ code: number | null; value: unknown }> {
  const { code, out, err } = await run(...args, '--json')
  expect(err).toBe('')
  return { code, value: JSON.parse(out) }
}

describe('a file that is in no library', () => {
  test('its mode is told, drawn and measured, and nothing is made besides', async () => {
    const data = join(ground.root, 'no-library')
    const [svg, scl] = [join(ground.root, 'mode.svg'), join(ground.root, 'mode.scl')]
    const args = ['--data', data, '--json', 'mode', loose, '--svg', svg, '--scl', scl]
    const { code, out, err } = await runCli(args, ground.root)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const told = JSON.parse(out)
    expect(told).toMatchObject({
      ...{ file: loose, title: 'A <taksim> & more', svg, scl },
      tradition: { tradition: 'turkish', origin: 'file' },
      analysis: { obstacle: null, tonic: { note: 'B3' }, likely: [{ tag: 'hicaz' }] },
    })
    expect(told.named).toContainEqual({
      ...{ vocabulary: 'makam', tag: 'hicaz', place: 'field MAKAM' },
      probability: expect.closeTo(0.98, 1),
    })
    expect(Math.abs(1200 * Math.log2(told.analysis.tonic.hz / 246.9))).toBeLessThan(20)
    expect(told.analysis.distribution).toHaveLength(160)
    const picture = await readFile(svg)
    expect(picture.toString()).toContain('A &lt;taksim&gt; &amp; more')
    expect((await sharp(picture).metadata()).format).toBe('svg')
    expect(await readFile(scl, 'utf8')).toMatch(
      /^! .*\.scl\n!\n.*\n \d+\n!\n( \d+\.\d\d\n)+ 2\/1\n$/,
    )
    expect(existsSync(data)).toBe(false)
    expect((await readdir(ground.root)).filter((name) => name.includes('.part'))).toEqual([])
  })

  test('the words are for people; the tradition is decided for once', async () => {
    const named = await run('mode', 'loose.wav')
    expect(named.out).toMatch(/^Nobody - A <taksim> & more\nTradition {2}Turkish makam \(named/)
    expect(named.out).toMatch(/\nTonic {6}B3 [+-]\d+ cents, 24\d\.\d\d Hz, \d+ % certain\n/)
    expect(named.out).toMatch(/\nRange {6}\S+ \(\d+\.\d Hz\) to \S+ \(\d+\.\d Hz\)\n/)
    expect(named.out).toMatch(/\nMode {7}Hicaz {2}\d+ %/)
    const greek = await run('mode', loose, '--tradition', 'greek')
    expect(greek.out).toMatch(/\nTradition {2}Greek \(as you say\)\n/)
    expect(greek.out).toMatch(/\nLikely, in this order {2}\S[^%]*$/)
  })

  test('what is no audio is refused', async () => {
    await writeFile(join(ground.root, 'letter.txt'), 'Dear reader, '.repeat(500))
    expect(await json('mode', 'letter.txt')).toMatchObject({
      code: 1,
      value: { error: { code: 'unrecognised-format' } },
    })
  })
})

describe('a session', () => {
  test('listen needs no model, and says what it found', async () => {
    await run('scan', ground.music)
    expect((await run('mode', 'First piece')).out).toContain('not listened to yet (naghma listen')
    expect(await json('mode', 'First piece', '--svg', 'none.svg')).toMatchObject({
      value: { error: { code: 'not-analysed' } },
    })
    const one = await run('listen', join(ground.music, 'one.wav'))
    expect(one.code).toBe(0)
    expect(one.out).toMatch(/^1 track listened to\. \d tracks? of the library ha(s|ve) a likely/)
    expect(one.err).toMatch(/^Listening \d\/\d/m)
    expect(await json('listen')).toEqual({
      code: 0,
      value: { listened: 3, problems: 0, modeTracks: 4, likely: 2, unknownTradition: 2 },
    })
  })

  test('mode of a track, by what is known of it', async () => {
    const { value } = await json('mode', join(ground.music, 'three.wav'))
    expect(value).toMatchObject({
      track: { title: 'Third piece' },
      tradition: { tradition: 'hindustani', origin: 'file' },
      analysis: { tonic: { note: 'F♯3' } },
    })
    expect((await run('mode', 'Third piece')).out).toMatch(/\nLikely, in this order {2}Yaman\n/)
    const unknown = await run('mode', 'Second piece')
    expect(unknown.out).toMatch(/\nTradition {2}unknown \(nothing tells it\)\n/)
    expect(unknown.out).toMatch(/it would be\n {11}Turkish makam: \S/)
    const makams = expect.arrayContaining([expect.objectContaining({ vocabulary: 'makam' })])
    expect(await json('mode', 'Second piece', '--tradition', 'turkish')).toMatchObject({
      value: { tradition: { origin: 'user' }, analysis: { likely: makams } },
    })
    expect((await run('mode', 'Fourth piece')).out).toContain('there is nothing to hear in it')
    expect(await json('mode', 'Fourth piece', '--scl', 'four.scl')).toMatchObject({
      code: 1,
      value: { error: { code: 'no-melody', message: expect.stringContaining('nothing to hear') } },
    })
  })

  test('the tradition of a folder tells more', async () => {
    expect(await json('scan', '--tradition', 'turkish')).toMatchObject({
      code: 1,
      value: { error: { code: 'invalid-input' } },
    })
    expect((await run('scan', ground.music, '--tradition', 'turkish')).code).toBe(0)
    expect(await json('mode', 'Second piece')).toMatchObject({
      value: { tradition: { tradition: 'turkish', origin: 'folder' } },
    })
    expect(await json('mode', 'Third piece')).toMatchObject({
      value: { tradition: { tradition: 'hindustani', origin: 'file' } },
    })
    await run('scan', ground.music, '--tradition', 'none')
    expect(await json('mode', 'Second piece')).toMatchObject({
      value: { tradition: { tradition: null, origin: 'none' } },
    })
  })

  test('tags: who says what, and the last word', async () => {
    const before = await run('tags', 'First piece')
    expect(before.out).toMatch(
      /\nMakams\n {2}Hicaz {2}\(makam:hicaz\) {2}field MAKAM \d+ %; by list/,
    )
    expect(await json('tags', 'First piece', '--confirm', 'rast')).toMatchObject({
      code: 1,
      value: {
        error: { code: 'invalid-input', message: expect.stringContaining('makam:rast (Rast') },
      },
    })
    expect(await json('tags', 'First piece', '--confirm', 'no such')).toMatchObject({
      value: { error: { code: 'not-found' } },
    })
    const said = await json(
      ...['tags', 'First piece', '--replace', 'makam:UŞŞAK', '--reject', 'makam:hicaz'],
      ...['--reject', 'Saz semaisi'],
    )
    expect(said).toMatchObject({ code: 0, value: { title: 'First piece', change: 1 } })
    const { tags } = said.value as { tags: { tag: string }[] }
    const about = (tag: string) => tags.find((one) => one.tag === tag)
    expect(about('ussak')).toMatchObject({ name: 'Uşşak', confirmed: 1, tracks: 1 })
    expect(about('hicaz')).toMatchObject({ confirmed: 0, rejected: 1, tracks: 0 })
    expect(about('sazsemaisi')).toMatchObject({ vocabulary: 'form', rejected: 1 })
    const undone = await run('tags', 'First piece', '--undo', '1')
    expect(undone.out).toContain('Change 1 is undone, of 1 track.')
    expect(undone.out).not.toContain('by you')
    expect(await json('tags', 'First piece', '--undo', '1')).toMatchObject({
      code: 1,
      value: { error: { code: 'not-found' } },
    })
    expect((await run('tags', 'First piece', '--confirm', 'hicaz')).out).toMatch(
      / {2}Hicaz {2}\(makam:hicaz\) {2}confirmed by you; .*\n[\s\S]*Saved as change \d+ \(/,
    )
    expect(await json('tags', '1', '--confirm', 'form:taksim', '--reject', 'taksim')).toMatchObject(
      {
        value: { error: { code: 'invalid-input' } },
      },
    )
  })

  test('browse: counts, and the tracks of a choice', async () => {
    const counts = await json('browse')
    expect(counts.value).toMatchObject({ total: 4, waiting: 0, artistCount: expect.any(Number) })
    const { tags, traditions } = counts.value as {
      tags: { name: string; tracks: number }[]
      traditions: object[]
    }
    expect(tags).toContainEqual({ vocabulary: 'makam', tag: 'hicaz', name: 'Hicaz', tracks: 1 })
    expect(traditions).toContainEqual({ tradition: 'unknown', tracks: 2 })
    expect((await run('browse')).out).toMatch(/^4 tracks\nTraditions\n {6}\d {2}/)
    const found = await json('browse', '--tag', 'Hıcâz', '--playlist', 'All of Hicaz')
    expect(found).toMatchObject({
      code: 0,
      value: { total: 1, tracks: [{ title: 'First piece' }], playlist: { tracks: 1 } },
    })
    expect((await run('browse', '--tradition', 'unknown', 'hindustani')).out).toContain(
      '3 tracks found.',
    )
    expect(await json('browse', '--artist', 'Nobody', '-n', '2')).toMatchObject({
      value: { total: 3, tracks: [{}, {}] },
    })
    expect((await run('browse', '--unsure')).out).toMatch(
      /Fourth piece.* {2}there is nothing to hear in it\n1 track found\.\n$/,
    )
    expect(await json('browse', '--playlist', 'Everything')).toMatchObject({
      code: 1,
      value: { error: { code: 'invalid-input' } },
    })
  })

  test('similar by mode, whatever the tonic', async () => {
    const { value } = await json('similar', 'First piece', '--blend', '1', '-n', '2')
    expect(value).toMatchObject({
      ...{ blend: 1, epoch: 0, size: 3, spaces: { sound: false, mode: true } },
      neighbours: [{ track: { title: 'Second piece' }, sound: null }, {}],
    })
    expect((await run('similar', 'First piece')).out).toMatch(/^In a mode like that of .*First/)
    expect(await json('similar', 'First piece', '--blend', '0.5')).toMatchObject({
      value: { error: { code: 'no-model' } },
    })
    expect(await json('similar', 'Fourth piece', '--blend', '1')).toMatchObject({
      value: { error: { code: 'no-melody' } },
    })
  })

  test('a blend tells both likenesses', async () => {
    await run('analyse', '--model', ground.checkpoint)
    const { value, code } = await json('similar', 'First piece', '--blend', '0.25')
    expect(code).toBe(0)
    const { neighbours } = value as {
      neighbours: { similarity: number; sound: number; mode: number }[]
    }
    expect(neighbours).toHaveLength(2)
    for (const { similarity, sound, mode } of neighbours)
      expect(similarity).toBeCloseTo(0.75 * sound + 0.25 * mode, 5)
    expect((await run('similar', 'First piece', '--blend', '0.25')).out).toMatch(
      /^Like, by 75 % sound and 25 % mode, .*\n.*similarity -?\d\.\d{3} \(sound -?\d\.\d{3}, mode /,
    )
  })
})

test('what cannot be listened to is a problem', async () => {
  const [music, data] = [join(ground.root, 'noise'), join(ground.root, 'noise-data')]
  await mkdir(music)
  await writeTracks(music, 2)
  await runCli(['--data', data, 'scan', music], ground.root)
  await writeFile(join(music, 'track 01.wav'), 'gone')
  const { code, out } = await runCli(['--data', data, '--json', 'listen'], ground.root)
  expect(code).toBe(3)
  expect(JSON.parse(out)).toMatchObject({ listened: 1, problems: 1, modeTracks: 1 })
})
