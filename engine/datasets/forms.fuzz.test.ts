import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isProblem } from '../../contract/problem.ts'
import { readNpyList } from './forms/npy-list.ts'
import { PickleRefused, readPickledArray } from './forms/pickled-object.ts'
import { openDataset } from './open-dataset.ts'

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'naghma-forms-'))
  await mkdir(join(root, 'audio'))
  for (const name of ['a', 'b', 'c']) await writeFile(join(root, 'audio', `${name}.mp3`), '')
})
afterAll(() => rm(root, { recursive: true }))

const seeds: { [name: string]: string } = {
  'list.csv': 'path,split,tags,ney\na.mp3,train,x|y,1\nb.mp3,test,x,0\nc.mp3,valid,,\n',
  'annotations_final.csv': '"clip_id"\t"sitar"\t"mp3_path"\n"2"\t"1"\t"a.mp3"\n"3"\t"0"\t"b.mp3"\n',
  'tracks.csv':
    ',album,artist,set,set,track,track\n,title,name,split,subset,genre_top,genres_all\ntrack_id,,,,,,\n2,A,B,training,small,Rock,[12]\n',
  'test.tsv':
    'id\tinstruments\tgenres\tplace\tyoutube-id\na\tVoice|Lute\tX\tNone\tZy\nb\t\tY\tZ\tZy\n',
  'recordings.json':
    '{"a": {"makamlist": [{"name": "Rast"}], "performers": [{"instrument": {"name": "Ney"}}]}, "b": {"raags": [], "artists": null}}',
}

const damage = fc.record({
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  cut: fc.nat({ max: 12 }),
  put: fc.oneof(
    fc.constantFrom('"', '\n', '\r', ',', '\t', '{', '[', '\0', '../', 'nan', '\ufeff', '""', '|'),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  ),
})

describe('a damaged list ends in a dataset or a problem, and every row is accounted for', () => {
  test.each(Object.keys(seeds))('%s', async (name) => {
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
        let text = seeds[name] ?? ''
        for (const { at, cut, put } of damages) {
          const place = Math.floor(at * text.length)
          text = text.slice(0, place) + put + text.slice(place + cut)
        }
        const list = join(root, name)
        await writeFile(list, text)
        try {
          const { rows, tracks, findings } = openDataset(join(root, 'audio'), list)
          const told = findings.filter(({ kind }) => kind !== 'one-class' && kind !== 'no-tags')
          expect(tracks.length + told.length).toBeGreaterThanOrEqual(rows)
          for (const { file } of tracks) expect(file).toMatch(/^[abc]\.mp3$/)
        } catch (error) {
          if (!isProblem(error)) throw error
        }
      }),
      { numRuns: 150 },
    )
  })
})

test('any bytes end in a list of names or a problem, without claiming memory', () => {
  const header = fc
    .record({
      descr: fc.constantFrom('<U3', '|S4', '<i8', '<i4', '|O', '<U99999999', '<i3', '>U2', '<f4'),
      shape: fc.constantFrom('(2,)', '(0,)', '(99999999999,)', '()', '(2, 2)', '(-1,)'),
    })
    .map(({ descr, shape }) => `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`)
  fc.assert(
    fc.property(header, fc.uint8Array({ maxLength: 64 }), fc.nat(300), (text, body, length) => {
      const head = Buffer.alloc(10)
      head.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0])
      head.writeUInt16LE(length < 250 ? text.length : length, 8)
      try {
        const names = readNpyList(Buffer.concat([head, Buffer.from(text), body]), 'train.npy')
        expect(names.length).toBeLessThanOrEqual(64)
      } catch (error) {
        if (!isProblem(error)) throw error
      }
    }),
  )
})

test('a damaged pickle ends in objects or a problem', () => {
  const whole = Buffer.from(
    'gASV4AAAAAAAAACMFW51bXB5LmNvcmUubXVsdGlhcnJheZSMDF9yZWNvbnN0cnVjdJSTlIwFbnVtcHmUjAduZGFycmF5lJOUSwCFlEMBYpSHlFKUKEsBKWgDjAVkdHlwZZSTlIwCTziUiYiHlFKUKEsDjAF8lE5OTkr/////Sv////9LP3SUYoldlH2UKIwCYWGUXZQojAttYWthbS0tUmFzdJRljAJiYpROdWF0lGIu',
    'base64',
  )
  const change = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) })
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(300), (changes, cut) => {
      const bytes = Buffer.from(whole)
      for (const { at, value } of changes) bytes[at] = value
      try {
        readPickledArray(bytes.subarray(0, cut < 250 ? bytes.length : cut - 250))
      } catch (error) {
        if (!(error instanceof PickleRefused) && !(error instanceof TypeError)) throw error
      }
    }),
    { numRuns: 2_000 },
  )
})
