import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isProblem } from '../../../contract/problem.ts'
import { displayName, splitDisplayName } from './display-name.ts'
import { formats, readPlaylistFile } from './formats.ts'
import type { ListedTrack } from './listed-track.ts'

const awkward = fc.oneof(
  fc.constantFrom(
    '#1 hit',
    '=cmd|calc',
    "'=x",
    "''",
    '-5',
    'a - b',
    'a "quoted", comma; semicolon',
    'back\\slash',
    '100 % & <b>',
    '&amp; &#10;',
    'نغمه — ناى',
    '\u202eright',
    '😀🎻',
    'राग यमन',
    'C:',
    'file:x',
    '%41%2F',
    '?q=1#f',
    'x'.repeat(3000),
  ),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
)
const names = awkward.map((text) => text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '').trim())
const pathNames = awkward
  .map((text) => text.replace(/[/\0\r\n\p{Cs}\ufffe\uffff]/gu, ''))
  .filter((name) => name !== '' && name !== '.' && name !== '..')
const paths = fc
  .record({
    root: fc.constantFrom('/', '/music/', './', '../'),
    parts: fc.array(pathNames, { minLength: 1, maxLength: 3 }),
  })
  .map(({ root, parts }) => root + parts.join('/'))
const durations = fc.option(fc.integer({ min: 1, max: 100_000 }))
const identities = fc.option(
  fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .map((bytes) => Buffer.from(bytes).toString('hex')),
)
const tracks: fc.Arbitrary<ListedTrack> = fc.record({
  location: paths,
  title: names.filter((title) => title !== ''),
  artist: names,
  album: names,
  duration: durations,
  identity: identities,
})
const playlists = fc.record({ name: names, tracks: fc.array(tracks, { maxLength: 6 }) })

const kinds = ['m3u8', 'xspf', 'pls', 'jspf', 'csv'] as const
const bytesOf = (text: string) => new TextEncoder().encode(text)

/** What PLS has no place for. */
function asPls(track: ListedTrack): ListedTrack {
  return { ...track, ...splitDisplayName(displayName(track)), album: '', identity: null }
}

describe.each(kinds)('%s', (kind) => {
  const { read, write } = formats[kind]

  test('reads back what it wrote', () => {
    fc.assert(
      fc.property(playlists, (playlist) => {
        const back = read(bytesOf(write(playlist)))
        const plain = ({ location, ...rest }: ListedTrack) => ({
          ...rest,
          location: location?.replace(/^\.\//, ''),
        })
        const expected = kind === 'pls' ? playlist.tracks.map(asPls) : playlist.tracks
        expect(back.tracks.map(plain)).toEqual(expected.map(plain))
        if (kind !== 'pls' && kind !== 'csv') expect(back.name).toBe(playlist.name)
      }),
      { numRuns: 150 },
    )
  })

  test('answers or refuses, whatever the bytes', () => {
    const sample = write({
      name: 'A & B',
      tracks: [
        {
          location: '/music/a, "b".flac',
          title: 'x',
          artist: 'y',
          album: 'z',
          duration: 3,
          identity: 'ab'.repeat(32),
        },
      ],
    })
    const mutated = fc
      .array(fc.tuple(fc.nat(sample.length), fc.nat(12), fc.string({ maxLength: 6 })), {
        maxLength: 5,
      })
      .map((edits) =>
        edits.reduce(
          (text, [at, gone, added]) => text.slice(0, at) + added + text.slice(at + gone),
          sample,
        ),
      )
      .map(bytesOf)
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 300 })), (bytes) => {
        try {
          for (const { location } of read(bytes).tracks)
            expect(location === null || typeof location === 'string').toBe(true)
        } catch (error) {
          expect(isProblem(error), String(error)).toBe(true)
        }
      }),
      { numRuns: 400 },
    )
  })
})

test('titles and paths with line breaks survive where the format can hold them', () => {
  const track: ListedTrack = {
    location: '/music/a\nb\r.mp3',
    title: 'first\nsecond',
    artist: '',
    album: '',
    duration: 1.25,
    identity: null,
  }
  for (const kind of ['xspf', 'jspf', 'csv'] as const) {
    const { read, write } = formats[kind]
    expect(read(bytesOf(write({ name: 'x', tracks: [track] }))).tracks).toEqual([track])
  }
})

test('places of other systems are read as they mean them', () => {
  const xspf = (uri: string) =>
    readPlaylistFile(
      'x.xspf',
      bytesOf(
        `<playlist xmlns="http://xspf.org/ns/0/"><trackList><track><location>${uri}</location></track></trackList></playlist>`,
      ),
    ).tracks[0]?.location
  expect(xspf('file:///D:/M%C3%BCzik/a%20b.mp3')).toBe('D:/Müzik/a b.mp3')
  expect(xspf('file://localhost/music/a.mp3')).toBe('/music/a.mp3')
  expect(xspf('file://nas/share/a.mp3')).toBe('//nas/share/a.mp3')
  expect(xspf('http://radio.example/live')).toBe('http://radio.example/live')
  expect(xspf('../a%2fb.mp3')).toBe('../a/b.mp3')
  expect(xspf('%ff.mp3')).toBe('%ff.mp3')
  const back = formats.xspf.read(
    bytesOf(
      formats.xspf.write({
        name: '',
        tracks: ['D:\\Müzik\\a b.mp3', '\\\\nas\\share\\a.mp3'].map((location) => ({
          location,
          title: 'x',
          artist: '',
          album: '',
          duration: null,
          identity: null,
        })),
      }),
    ),
  )
  expect(back.tracks.map(({ location }) => location)).toEqual([
    'D:/Müzik/a b.mp3',
    '//nas/share/a.mp3',
  ])
})

test('old playlists are read in the code page they were written in', () => {
  const first = (bytes: number[]) => formats.m3u8.read(Uint8Array.from(bytes)).tracks[0]?.location
  expect(first([0x49, 0xfe, 0xfd, 0x6b])).toBe('Işık')
  expect(first([0xc4, 0xf1, 0xfc, 0xec, 0xef, 0xe9])).toBe('Δρόμοι')
  expect(first([0x63, 0x61, 0x66, 0xe9])).toBe('café')
  expect(first([0xef, 0xbb, 0xbf, 0x61])).toBe('a')
  expect(first([0xff, 0xfe, 0x61, 0x00])).toBe('a')
})

test('what grows without end is refused in words', () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>
    <playlist><title>&b;</title><trackList/></playlist>`
  expect(() => readPlaylistFile('x.xspf', bytesOf(bomb))).toThrow('document type')
  expect(() => readPlaylistFile('x.xspf', bytesOf('<a>'.repeat(100_000)))).toThrow(/well-formed/)
  expect(() => readPlaylistFile('x.m3u', bytesOf('a\n'.repeat(200_001)))).toThrow('200,000')
  expect(() => readPlaylistFile('x.m3u', new Uint8Array(64 * 1024 * 1024 + 1))).toThrow('64 MB')
  expect(() => readPlaylistFile('x.jspf', bytesOf('['.repeat(100_000)))).toThrow('JSPF')
})

test('a file is known by its ending, else by how it begins', () => {
  const read = (name: string, text: string) => readPlaylistFile(name, bytesOf(text))
  expect(read('Gece.m3u', '/a.mp3')).toMatchObject({ name: 'Gece', tracks: [{ title: '' }] })
  expect(read('list', '[playlist]\nFile1=/a.mp3').tracks).toHaveLength(1)
  expect(read('list.txt', '#EXTM3U\n/a.mp3').tracks).toHaveLength(1)
  expect(read('x.csv', 'Artist;Title;Time\nTanburi;Peşrev;3:05').tracks).toMatchObject([
    { title: 'Peşrev', artist: 'Tanburi', duration: 185, location: null },
  ])
  expect(() => read('photo.jpg', 'JFIF')).toThrow('not a playlist that Naghma knows')
  expect(() => read('x.csv', 'colour,size\nred,5')).toThrow('path')
})

test('display names are split where attributes and commas do not mislead', () => {
  const [track] = formats.m3u8.read(
    bytesOf('#EXTINF:12 tvg-name="a, b",Neyzen - Hicaz, peşrev\n/a.mp3'),
  ).tracks
  expect(track).toMatchObject({ artist: 'Neyzen', title: 'Hicaz, peşrev', duration: 12 })
})

const python = spawnSync('python3', ['--version']).status === 0
describe.skipIf(!python)(`parsers not ours${python ? '' : ' (no python3 here)'}`, () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'naghma-formats-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const scripts = {
    xspf: `
import sys, json, xml.etree.ElementTree as et
from urllib.parse import unquote, urlparse
ns = '{http://xspf.org/ns/0/}'
root = et.parse(sys.argv[1]).getroot()
print(json.dumps([[unquote(urlparse(t.find(ns + 'location').text).path), t.find(ns + 'title').text]
  for t in root.find(ns + 'trackList')]))`,
    jspf: `
import sys, json
from urllib.parse import unquote, urlparse
print(json.dumps([[unquote(urlparse(t['location'][0]).path), t['title']]
  for t in json.load(open(sys.argv[1], encoding='utf-8'))['playlist']['track']]))`,
    csv: `
import sys, json, csv
print(json.dumps([[r['path'], r['title']]
  for r in csv.DictReader(open(sys.argv[1], encoding='utf-8-sig', newline=''))]))`,
    pls: `
import sys, json, configparser
c = configparser.RawConfigParser(delimiters=('=',), comment_prefixes=(';',))
c.read(sys.argv[1], encoding='utf-8')
p = c['playlist']
print(json.dumps([[p['File%d' % n], p['Title%d' % n]] for n in range(1, int(p['NumberOfEntries']) + 1)]))`,
  }

  test.each(Object.entries(scripts))('%s', (kind, script) => {
    const listed = [
      ['/music/#1 & <2> "3", 100 %.mp3', 'A & <b> "c", d'],
      ['/music/نغمه/राग यमन 😀.flac', 'राग यमन'],
      ['/music/back\\slash;x=y?z.mp3', 'x = y; z'],
    ] as const
    const tracks = listed.map(([location, title]) => ({
      location,
      title,
      artist: '',
      album: '',
      duration: 61,
      identity: null,
    }))
    const file = join(folder, `list.${kind}`)
    writeFileSync(file, formats[kind as keyof typeof scripts].write({ name: 'Gece', tracks }))
    const out = execFileSync('python3', ['-c', script, file], { encoding: 'utf8' })
    expect(JSON.parse(out)).toEqual(listed)
  })
})
