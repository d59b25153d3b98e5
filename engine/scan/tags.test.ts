import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Container, sniffAt } from '../../native/audio/sniff.ts'
import { cachedReads } from './cached-reads.ts'
import { big, concat, noise } from './fixtures/bytes.ts'
import { flac, mp3, ogg } from './fixtures/make-media.ts'
import { box, mp4 } from './fixtures/make-mp4.ts'
import { ape, id3, id3Frame, id3TextFrame, vorbisComment } from './fixtures/make-tags.ts'
import type { Readable } from './giant-artwork.ts'
import { readTags } from './tags.ts'

function readable(file: Uint8Array): Readable {
  const read = (offset: number, length: number) => file.subarray(offset, offset + length)
  return { read: cachedReads(read), size: file.length }
}

async function tagsOf(file: Uint8Array, container?: Container, withPicture = false) {
  const source = readable(file)
  return readTags(source, container ?? sniffAt(source.read)!.container, { withPicture })
}

const audio = noise(30_000)

/** 0.6 s of tones, written with these tags by ffmpeg. */
const formats: [string, object][] = [
  ['mp3', { codec: 'MP3', lossless: false, sampleRate: 16_000 }],
  ['flac', { codec: 'FLAC', lossless: true, sampleRate: 16_000 }],
  ['m4a', { codec: 'AAC', lossless: false, sampleRate: 16_000 }],
  ['ogg', { codec: 'Vorbis', lossless: false, sampleRate: 16_000 }],
  ['opus', { codec: 'Opus', lossless: false }],
  ['wv', { codec: 'WavPack', lossless: true, sampleRate: 16_000 }],
  ['aiff', { codec: 'PCM', lossless: true, sampleRate: 16_000 }],
  ['wav', { codec: 'PCM', lossless: true, sampleRate: 16_000 }],
]

function fixture(extension: string): Buffer {
  return readFileSync(new URL(`fixtures/tagged.${extension}`, import.meta.url))
}

describe('a file of each format', () => {
  test.each(formats)('%s: tags', async (extension, shape) => {
    const { tags } = await tagsOf(fixture(extension))
    expect(tags).toMatchObject({
      title: 'Şeddiarabân Peşrevi',
      artist: 'Refik Fersan',
      album: 'Türk Mûsikîsi',
      genre: ['Classical'],
      year: 1948,
      track: 3,
      comment: 'First line',
      ...shape,
    })
  })

  test.each(['mp3', 'flac', 'm4a', 'ogg', 'opus', 'wv', 'aiff'])(
    '%s: composer, album artist, disc',
    async (extension) => {
      const { tags } = await tagsOf(fixture(extension))
      expect(tags).toMatchObject({ composer: 'Refik Fersan', albumArtist: 'Çeşitli', disc: 1 })
    },
  )

  test.each(['mp3', 'flac', 'ogg', 'opus', 'wv', 'aiff'])(
    '%s: custom fields',
    async (extension) => {
      const { tags } = await tagsOf(fixture(extension))
      expect(Object.fromEntries(tags.fields.map(({ key, value }) => [key, value]))).toEqual({
        MAKAM: 'Şeddiarabân',
        USUL: 'Sakîl',
      })
    },
  )

  test.each(['mp3', 'flac', 'm4a'])('%s: picture', async (extension) => {
    const { picture } = await tagsOf(fixture(extension), undefined, true)
    expect(picture?.slice(0, 3)).toEqual(Uint8Array.of(0xff, 0xd8, 0xff))
    expect((await tagsOf(fixture(extension))).picture).toBeUndefined()
  })
})

describe('custom fields', () => {
  test('of ID3v2.3 in UTF-16', async () => {
    const text = Buffer.from('RAGA\0Bhairavī', 'utf16le')
    const frame = id3Frame('TXXX', concat([1, 0xff, 0xfe], text), 3)
    const { tags } = await tagsOf(concat(id3(frame, { version: 3 }), mp3(audio)))
    expect(tags.fields).toEqual([{ key: 'RAGA', value: 'Bhairavī' }])
  })

  test('of MP4', async () => {
    const text = (type: string, value: string) => box(type, big(0, 4), Buffer.from(value))
    const data = box('data', big(1, 4), big(0, 4), Buffer.from('Ādi'))
    const item = box('----', text('mean', 'com.apple.iTunes'), text('name', 'TALA'), data)
    const handler = box('hdlr', big(0, 8), 'mdirappl', Buffer.alloc(9))
    const userData = box('meta', big(0, 4), handler, box('ilst', item))
    const { tags } = await tagsOf(mp4(audio, { userData }))
    expect(tags.fields).toEqual([{ key: 'TALA', value: 'Ādi' }])
  })

  test('of APEv2 on an mp3', async () => {
    const { tags } = await tagsOf(concat(mp3(audio), ape('FORM', 'Taksim')))
    expect(tags.fields).toEqual([{ key: 'FORM', value: 'Taksim' }])
  })

  test('common ones have one name; what only programs use is left out', async () => {
    const comment = vorbisComment([
      'CONDUCTOR=Mesud Cemil',
      'MUSICBRAINZ_TRACKID=123',
      'REPLAYGAIN_TRACK_GAIN=-6.5 dB',
      'REPLAYGAIN_TRACK_PEAK=0.9',
      'USUL=Aksak',
      'usul=Aksak',
      'USUL=Düyek',
      'PERFORMER=Ud: Yorgo Bacanos',
      'ARTIST=One',
      'ARTIST=Two',
    ])
    const { tags } = await tagsOf(flac(audio, [[4, comment]]))
    expect(tags).toMatchObject({
      artist: 'One, Two',
      performers: 'Ud: Yorgo Bacanos',
      loudness: { trackGain: -6.5, trackPeak: 0.9, albumGain: null, albumPeak: null },
      fields: [
        { key: 'CONDUCTOR', value: 'Mesud Cemil' },
        { key: 'USUL', value: 'Aksak' },
        { key: 'USUL', value: 'Düyek' },
      ],
    })
  })
})

describe('hostile tags', () => {
  test('control, bidi and NUL characters, HTML, and nonsense numbers', async () => {
    const comments = [
      'TITLE=Hi\u202ejaz\u0000\u0007<img src=x onerror=alert(1)>',
      'DATE=99999-13-45',
      'TRACKNUMBER=-3',
      'DISCNUMBER=NaN',
      'GENRE=\u0000',
      `ALBUM=${'a'.repeat(100_000)}`,
      ...Array.from({ length: 500 }, (_, i) => `FIELD${i}=${'v'.repeat(5000)}`),
    ]
    const { tags } = await tagsOf(flac(audio, [[4, vorbisComment(comments)]]))
    expect(tags).toMatchObject({
      title: 'Hijaz <img src=x onerror=alert(1)>',
      year: null,
      track: null,
      disc: null,
      genre: [],
    })
    expect(tags.album).toHaveLength(1000)
    expect(tags.fields).toHaveLength(100)
    expect(tags.fields[0]?.value).toHaveLength(2000)
  })

  test.each(formats)('%s: controls, bidi overrides and HTML in the title', async (extension) => {
    const file = fixture(extension)
    const title = Buffer.from('Şeddiarabân Peşrevi')
    const hostile = Buffer.from('<b>\u202eHi\u0007\u2066jaz\u001b[1mxxx')
    expect(hostile).toHaveLength(title.length)
    for (let at = file.indexOf(title); at >= 0; at = file.indexOf(title, at)) hostile.copy(file, at)
    expect((await tagsOf(file)).tags.title).toBe('<b>Hi jaz [1mxxx')
  })

  test.each([
    ['1948-05-01', 1948],
    ['c. 1932', 1932],
    ['0000', null],
    ['yesterday', null],
    ['20230101', 2023],
  ])('the date %s is the year %s', async (date, year) => {
    const { tags } = await tagsOf(flac(audio, [[4, vorbisComment([`DATE=${date}`])]]))
    expect(tags.year).toBe(year)
  })

  const jpeg = concat([0xff, 0xd8, 0xff], Buffer.alloc(100 << 20, 7))

  test('100 MB of artwork in ID3v2: the tags are read, in a fraction of the memory', async () => {
    const picture = id3Frame('APIC', concat([0], 'image/jpeg', [0, 3, 0], jpeg))
    const frames = concat(id3TextFrame('TIT2', 'Uşşak'), picture, id3TextFrame('TPE1', 'Aziz Dede'))
    const file = readable(concat(id3(frames), mp3(audio)))
    let largest = 0
    const read: Readable['read'] = (offset, length) => {
      largest = Math.max(largest, length)
      return file.read(offset, length)
    }
    const { tags, picture: found } = await readTags({ ...file, read }, 'mp3', { withPicture: true })
    expect(tags).toMatchObject({ title: 'Uşşak', artist: 'Aziz Dede', codec: 'MP3' })
    expect(found).toBeUndefined()
    expect(largest).toBeLessThan(1 << 20)
  })

  test('100 MB of artwork in MP4', async () => {
    const data = (type: number, value: Uint8Array) => box('data', big(type, 4), big(0, 4), value)
    const handler = box('hdlr', big(0, 8), 'mdirappl', Buffer.alloc(9))
    const items = [box('covr', data(13, jpeg)), box('\u00a9nam', data(1, Buffer.from('Uşşak')))]
    const userData = box('meta', big(0, 4), handler, box('ilst', ...items))
    const { tags, picture } = await tagsOf(mp4(audio, { userData, moovFirst: true }), 'mp4', true)
    expect(tags).toMatchObject({ title: 'Uşşak', codec: 'AAC' })
    expect(picture).toBeUndefined()
  })
})

describe('mutated files of each format end in tags or a problem', () => {
  const place = fc.oneof(fc.nat(400), fc.nat(20_000))
  const mutation = fc.record({
    place,
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 4 }),
      fc.constantFrom(
        concat([0, 0, 0, 0]),
        concat([255, 255, 255, 255]),
        concat([0x7f, 255, 255, 255]),
      ),
    ),
    cut: fc.boolean(),
  })
  test.each(formats.map(([extension]) => extension))('%s', async (extension) => {
    const original = fixture(extension)
    const container = sniffAt(readable(original).read)!.container
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 4 }), async (mutations) => {
        let file = Buffer.from(original)
        for (const { place, bytes, cut } of mutations) {
          file.set(
            bytes.subarray(0, Math.max(0, file.length - place)),
            Math.min(place, file.length),
          )
          if (cut && place > 4000) file = file.subarray(0, place)
        }
        const reading = tagsOf(file, container, true)
        await reading.catch((error) => expect(error).toMatchObject({ code: 'tags-unreadable' }))
      }),
      { numRuns: 300, seed: 1948 },
    )
  })
})

describe('by content', () => {
  test('a FLAC file that was called mp3 is read as FLAC', async () => {
    const file = flac(audio, [[4, vorbisComment(['TITLE=Uşşak'])]])
    expect((await tagsOf(file)).tags).toMatchObject({ title: 'Uşşak', codec: 'FLAC' })
  })

  test('a file without tags has none', async () => {
    expect((await tagsOf(mp3(audio))).tags).toMatchObject({ title: '', artist: '', fields: [] })
  })

  test('damaged tags are a problem in words', async () => {
    const cut = mp4(audio, { moovFirst: true })
    cut.writeUInt32BE(7, cut.indexOf('trak') - 4)
    await expect(tagsOf(cut, 'mp4')).rejects.toMatchObject({ code: 'tags-unreadable' })
  })

  test('an Ogg file of several pages of comments', async () => {
    const { tags } = await tagsOf(
      ogg(audio, { comments: [`COMMENT=${'x'.repeat(200_000)}`, 'MAKAM=Hüzzam'] }),
    )
    expect(tags.comment).toHaveLength(10_000)
    expect(tags.fields).toEqual([{ key: 'MAKAM', value: 'Hüzzam' }])
  })
})
