import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runCli } from '../cli/fixtures/run-cli.ts'
import { type Dataset, labelsOf, openDataset } from './open-dataset.ts'

let root: string
let audio: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'naghma-dataset-'))
  audio = join(root, 'audio')
  await mkdir(audio)
})
afterEach(() => rm(root, { recursive: true }))

/** Writes a file below the test's folder; answers its path. */
async function put(name: string, content = ''): Promise<string> {
  const path = join(root, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content)
  return path
}

async function putAudio(...names: string[]): Promise<void> {
  for (const name of names) await put(`audio/${name}`)
}

/** What is known of each file, in short. */
function told({ tracks }: Dataset): { [file: string]: string } {
  return Object.fromEntries(
    tracks.map(({ file, part, tags, unknown }) => [
      file,
      [part ?? '-', ...tags, ...[...unknown].map((tag) => `${tag}?`)].join(' '),
    ]),
  )
}

const found = ({ findings }: Dataset) => findings.map(({ kind, place }) => `${kind} ${place}`)

describe('a table of ours', () => {
  test('has its tags in a list', async () => {
    await putAudio('a.mp3', 'sub/b.flac', 'c.wav')
    const list = await put(
      'list.csv',
      'path,split,tags,artist\na.mp3,train,makam--Hicaz|instrument--Ney,X\nsub/b.flac,valid,,Y\n./c.wav,test,makam--Hicaz,Z\n',
    )
    const dataset = openDataset(audio, list)
    expect(dataset.form).toBe('table')
    expect(told(dataset)).toEqual({
      'a.mp3': 'train makam--Hicaz instrument--Ney',
      [join('sub', 'b.flac')]: 'validation',
      'c.wav': 'test makam--Hicaz',
    })
    expect(found(dataset)).toEqual([
      'one-class instrument--Ney',
      'one-class makam--Hicaz',
      'no-tags the list',
    ])
  })

  test('has its tags in columns, marked or named', async () => {
    await putAudio('a.mp3', 'b.mp3', 'c.mp3')
    const list = await put(
      'list.tsv',
      'file\tney\tvoice\tmakam\tTitle\na.mp3\tx\t1\tHicaz\tOne\nb.mp3\t\t0\tRast|Uşşak\tTwo\nc.mp3\t\t\t\tThree\n',
    )
    const dataset = openDataset(audio, list)
    expect(told(dataset)).toEqual({
      'a.mp3': '- makam--Hicaz ney voice',
      'b.mp3': '- makam--Rast makam--Uşşak',
      'c.mp3': '- voice?',
    })
    expect(dataset.tags).toEqual(['makam--Hicaz', 'makam--Rast', 'makam--Uşşak', 'ney', 'voice'])
    expect(labelsOf(dataset.tracks, ['ney', 'voice'])).toEqual(Int8Array.of(1, 1, 0, 0, 0, -1))
  })

  test('tells all that is wrong with it, each with its line', async () => {
    await putAudio('a.mp3', 'b.mp3', 'c.mp3', 'd.mp3', 'e.mp3', 'one/same.mp3', 'two/same.mp3')
    const list = await put(
      'list.csv',
      [
        'path,split,artist,ney,oud,tef',
        'a.mp3,train,X,1,0,1',
        'a.mp3,train,X,1,0,1',
        'b.mp3,train,Y,0,1,1',
        'b.mp3,test,Y,0,1,1',
        'c.mp3,train,X,1,nan,1',
        'd.mp3,train,X,0,1,1',
        'd.mp3,train,X,1,1,1',
        'lost.mp3,train,X,1,0,1',
        '../escape.mp3,train,X,1,0,1',
        'same,train,X,1,0,1',
        'e.mp3,practice,X,0,1,1',
        ',train,X,0,1,1',
        '"e.mp3",test,"X",0,0',
      ].join('\r\n'),
    )
    const dataset = openDataset(audio, list)
    expect(found(dataset).sort()).toEqual(
      [
        'duplicate-row list.csv, line 3',
        'contradictory-split list.csv, line 5',
        'bad-cell list.csv, line 6',
        'contradictory-tags list.csv, line 8',
        'missing-file list.csv, line 9',
        'outside-folder list.csv, line 10',
        'ambiguous-file list.csv, line 11',
        'unknown-split list.csv, line 12',
        'no-path list.csv, line 13',
        'short-row list.csv, line 14',
        'one-class tef',
        'one-class oud',
        'one-class ney',
        'no-tags the list',
        'shared-group the split',
      ].sort(),
    )
    expect(told(dataset)).toEqual({
      'a.mp3': 'train ney tef',
      'c.mp3': 'train ney tef oud?',
      'e.mp3': 'test tef?',
    })
    for (const { words } of dataset.findings) expect(words).toMatch(/\.$/)
  })

  test.each([
    ['no column of paths', 'ney,oud\n1,0\n', 'no column that names the files'],
    ['a column twice', 'path,ney,ney\na,1,0\n', 'two columns called “ney”'],
    ['nothing below the header', 'path,ney\n', 'no rows'],
    ['nothing', '', 'no rows'],
  ])('with %s is refused', async (_, content, words) => {
    const list = await put('list.csv', content)
    expect(() => openDataset(audio, list)).toThrow(words)
  })
})

test('MagnaTagATune is read with its split by folders', async () => {
  await putAudio('0/x-y-0-29.mp3', 'c/x-y-0-29.mp3', 'f/z-30-59.mp3')
  const list = await put(
    'annotations_final.csv',
    [
      '"clip_id"\t"no voice"\t"sitar"\t"mp3_path"',
      '"2"\t"1"\t"0"\t"0/x-y-0-29.mp3"',
      '"6"\t"0"\t"?"\t"c/x-y-0-29.mp3"',
      '"10"\t"1"\t"1"\t"f/z-30-59.mp3"',
      '"11"\t"1"\t"1"\t"f/gone-30-59.mp3"',
    ].join('\n'),
  )
  const dataset = openDataset(audio, list)
  expect(dataset.form).toBe('magnatagatune')
  expect(Object.values(told(dataset))).toEqual([
    'train no voice',
    'validation sitar?',
    'test no voice sitar',
  ])
  expect(found(dataset)).toContain('missing-file annotations_final.csv, line 5')
})

test('FMA is read with its three header rows, its genres and its subsets', async () => {
  audio = join(root, 'fma_small')
  await put('fma_small/000/000002.mp3')
  await put('fma_small/000/000005.mp3')
  await put(
    'meta/genres.csv',
    'genre_id,#tracks,parent,title,top_level\n21,5,0,Hip-Hop,21\n12,5,0,Rock,12\n',
  )
  const list = await put(
    'meta/tracks.csv',
    [
      ',album,artist,set,set,track,track,track',
      ',title,name,split,subset,genre_top,genres_all,title',
      'track_id,,,,,,,',
      '2,AWOL,AWOL,training,small,Hip-Hop,"[21, 12]",Food',
      '3,AWOL,AWOL,training,large,Hip-Hop,[21],Electric Ave',
      '5,"An ""album""\nof two lines",Other,test,small,Hip-Hop,"[21, 99]",This World',
      '10,Constant Hitmaker,Kurt Vile,training,small,Pop,[12],Freeway',
      'x,,,,,,,',
    ].join('\n'),
  )
  const dataset = openDataset(audio, list)
  expect(dataset.form).toBe('fma')
  expect(Object.values(told(dataset))).toEqual(['train Hip-Hop Rock', 'test Hip-Hop'])
  expect(found(dataset)).toEqual(
    expect.arrayContaining([
      'unknown-id tracks.csv, line 6',
      'missing-file tracks.csv, line 8',
      'no-path tracks.csv, line 9',
    ]),
  )
})

test('Lyra is read from both of its parts', async () => {
  await putAudio('abelokoutsoura.mp3', 'aidin.wav')
  const header =
    'id\tinstruments\tgenres\tplace\tcoordinates\tis-danced\tyoutube-id\tstart-ts\tend-ts'
  await put(
    'split/training.tsv',
    `${header}\nabelokoutsoura\tVoice|Violin\tTraditional|Aegean\tNone\tNone\t0\tZy8\t1\t2\n`,
  )
  await put('split/test.tsv', `${header}\naidin\tBass\tTraditional\tSerres\t1|2\t1\tg4h\t1\t2\n`)
  for (const list of ['split', 'split/test.tsv']) {
    const dataset = openDataset(audio, join(root, list))
    expect(dataset.form).toBe('lyra')
    expect(told(dataset)).toEqual({
      'abelokoutsoura.mp3':
        'train instruments--Voice instruments--Violin genres--Traditional genres--Aegean place--None',
      'aidin.wav': 'test instruments--Bass genres--Traditional place--Serres',
    })
  }
})

describe('Dunya and Saraga', () => {
  const carnatic = {
    mbid: '9e28',
    title: 'Kanukontini',
    artists: [{ artist: { name: 'R' }, instrument: { name: 'Voice' }, lead: true }],
    raaga: [{ uuid: 'u', name: 'bilahari', common_name: 'Bilahari' }],
    taala: [],
    form: [{ name: 'Kriti' }],
    work: [{ mbid: 'w', title: 'K' }],
    concert: [{ mbid: 'c', title: 'Live' }],
  }
  const makam = {
    makamlist: [{ name: 'Hicaz' }],
    usullist: [],
    performers: [{ instrument: { name: 'Ney' } }],
  }

  test('are read from a folder of files', async () => {
    await putAudio('Live/Kanukontini/Kanukontini.mp3.mp3')
    await put('audio/Live/Kanukontini/Kanukontini.json', JSON.stringify(carnatic))
    await put('audio/broken.json', '{')
    await put('audio/other.json', '{"mbid": 3}')
    const dataset = openDataset(audio, audio)
    expect(dataset.form).toBe('dunya')
    expect(Object.values(told(dataset))).toEqual(['- raga--Bilahari form--Kriti instrument--Voice'])
    expect(dataset.tracks[0]?.groups).toEqual(['artist: R', 'work: w', 'album: c'])
    expect(found(dataset)).toEqual(
      expect.arrayContaining(['unreadable broken.json', 'unreadable other.json']),
    )
  })

  test('are read from one file, by ids', async () => {
    await putAudio('9e28.mp3', 'aaaa.mp3')
    const list = await put('makam.json', JSON.stringify({ aaaa: makam, '9e28': carnatic, bbbb: 5 }))
    const dataset = openDataset(audio, list)
    expect(told(dataset)['aaaa.mp3']).toBe('- makam--Hicaz instrument--Ney')
    expect(found(dataset)).toContain('unreadable makam.json, “bbbb”')
  })
})

/** A .npy of text, as numpy.save writes it. */
function npy(
  items: readonly string[],
  descr = `<U${Math.max(1, ...items.map((item) => item.length))}`,
) {
  const width = Number(descr.slice(2))
  const header =
    `{'descr': '${descr}', 'fortran_order': False, 'shape': (${items.length},), }`.padEnd(117) +
    '\n'
  const head = Buffer.alloc(10 + header.length)
  head.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0])
  head.writeUInt16LE(header.length, 8)
  head.write(header, 10, 'latin1')
  const body = Buffer.alloc(items.length * width * 4)
  for (const [i, item] of items.entries())
    for (const [j, letter] of [...item].entries())
      body.writeUInt32LE(letter.codePointAt(0) ?? 0, (i * width + j) * 4)
  return Buffer.concat([head, body])
}

describe('split lists of ccml', () => {
  test('are read with their metadata', async () => {
    await putAudio('aa.mp3', 'bb.mp3', 'cc.mp3')
    await mkdir(join(root, 'split'))
    await writeFile(join(root, 'split/train.npy'), npy(['aa', 'dd', 'ee']))
    await put('split/valid.txt', '7\tbb\n')
    await put('split/test.json', '["cc"]')
    await put(
      'split/metadata.json',
      JSON.stringify({ aa: ['makam--Rast'], bb: [], cc: ['makam--Rast'], dd: null, ee: [] }),
    )
    const dataset = openDataset(audio, join(root, 'split'))
    expect(dataset.form).toBe('ccml')
    expect(told(dataset)).toEqual({
      'aa.mp3': 'train makam--Rast',
      'bb.mp3': 'validation',
      'cc.mp3': 'test makam--Rast',
    })
    expect(found(dataset)).toEqual(
      expect.arrayContaining(['unknown-id train.npy, entry 2', 'missing-file train.npy, entry 3']),
    )
  })

  // A dictionary as NumPy 2.4 pickles it (by protocol 3, as versions before 2 saved, and 4), and one that asks for print.
  const dictionary =
    'gANjbnVtcHkuX2NvcmUubXVsdGlhcnJheQpfcmVjb25zdHJ1Y3QKcQBjbnVtcHkKbmRhcnJheQpxAUsAhXECQwFicQOHcQRScQUoSwEpY251bXB5CmR0eXBlCnEGWAIAAABPOHEHiYiHcQhScQkoSwNYAQAAAHxxCk5OTkr/////Sv////9LP3RxC2KJXXEMfXENKFgCAAAAYWFxDl1xDyhYCwAAAG1ha2FtLS1SYXN0cRBYDwAAAGluc3RydW1lbnQtLU5leXERZVgCAAAAYmJxEk5YAgAAAGNjcRNdcRRYAgAAAGRkcRVdcRZoEGFYAgAAAGVlcRddcRhYDAAAAHVzdWwtLUTDvHlla3EZYXVhdHEaYi4='
  const newer =
    'gASV4QAAAAAAAACMFm51bXB5Ll9jb3JlLm11bHRpYXJyYXmUjAxfcmVjb25zdHJ1Y3SUk5SMBW51bXB5lIwHbmRhcnJheZSTlEsAhZRDAWKUh5RSlChLASloA4wFZHR5cGWUk5SMAk84lImIh5RSlChLA4wBfJROTk5K/////0r/////Sz90lGKJXZR9lCiMAmFhlF2UKIwLbWFrYW0tLVJhc3SUjA9pbnN0cnVtZW50LS1OZXmUZYwCYmKUTowCY2OUXZSMAmRklF2UaBVhjAJlZZRdlIwMdXN1bC0tRMO8eWVrlGF1YXSUYi4='
  const evil =
    'gASVowAAAAAAAACMFm51bXB5Ll9jb3JlLm11bHRpYXJyYXmUjAxfcmVjb25zdHJ1Y3SUk5SMBW51bXB5lIwHbmRhcnJheZSTlEsAhZRDAWKUh5RSlChLASloA4wFZHR5cGWUk5SMAk84lImIh5RSlChLA4wBfJROTk5K/////0r/////Sz90lGKJXZSMCGJ1aWx0aW5zlIwFcHJpbnSUk5SMAXiUhZRSlGF0lGIu'

  async function putLists(): Promise<void> {
    await mkdir(join(root, 'split'))
    await writeFile(join(root, 'split/train.npy'), npy(['aa', 'ee']))
    await writeFile(join(root, 'split/test.npy'), npy(['dd', 'bb']))
  }

  test.each([
    ['protocol 3', dictionary],
    ['protocol 4', newer],
  ])('are read with the dictionary that Python wrote, %s', async (_, pickle) => {
    await putAudio('aa.mp3', 'dd.mp3', 'ee.mp3')
    await putLists()
    const metadata = Buffer.concat([npy([], '|O'), Buffer.from(pickle, 'base64')])
    await writeFile(join(root, 'split/metadata.npy'), metadata)
    const dataset = openDataset(audio, join(root, 'split'))
    expect(told(dataset)).toEqual({
      'aa.mp3': 'train makam--Rast instrument--Ney',
      'dd.mp3': 'test makam--Rast',
      'ee.mp3': 'train usul--Düyek',
    })
    expect(found(dataset)).toContain('unknown-id test.npy, entry 2')
  })

  test('say what their metadata lacks, and never run what it asks for', async () => {
    await putLists()
    const open = () => openDataset(audio, join(root, 'split'))
    expect(open).toThrow('need a metadata.json')
    const metadata = Buffer.concat([npy([], '|O'), Buffer.from(evil, 'base64')])
    await writeFile(join(root, 'split/metadata.npy'), metadata)
    expect(open).toThrow(/asks Python for builtins.print.*save it as JSON/)
  })
})

test('the command tells what a dataset holds and exits with 3 where something is wrong', async () => {
  await putAudio('a.mp3', 'b.mp3', 'c.mp3')
  const list = await put('list.csv', 'path,tags\na.mp3,x|y\nb.mp3,x\nc.mp3,\nlost.mp3,x\n')
  const { code, out } = await runCli(['dataset', audio, list, '--tags', '1', '--json'], root)
  expect(code).toBe(3)
  expect(JSON.parse(out)).toMatchObject({
    form: 'table',
    rows: 4,
    tags: [{ tag: 'x', tracks: 2, unknown: 0 }],
    findings: [{ kind: 'missing-file', place: 'list.csv, line 5' }],
  })
  const plain = await runCli(['dataset', audio, list], root)
  expect(plain.out).toContain('1  files that are not there:')
  expect((await runCli(['dataset', audio, list, '--benchmark', 'pop'], root)).err).toContain(
    'makam',
  )
})
