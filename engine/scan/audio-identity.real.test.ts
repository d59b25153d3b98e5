import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReader } from '../../native/audio/file-reader.ts'
import { audioIdentity } from './audio-identity.ts'
import { cachedReads } from './cached-reads.ts'

const ffmpeg = spawnSync('ffmpeg', ['-version']).status === 0

function run(...options: string[]): void {
  const { status, stderr } = spawnSync('ffmpeg', ['-v', 'error', '-y', '-bitexact', ...options])
  if (status !== 0) throw new Error(`ffmpeg: ${stderr}`)
}

function identity(path: string) {
  const reader = openReader(path)
  try {
    const found = audioIdentity(cachedReads(reader.read), reader.size)
    return { ...found, digest: Buffer.from(found.digest).toString('hex') }
  } finally {
    reader.close()
  }
}

const encodings: [string, string, string[]][] = [
  ['mp3 CBR', 'mp3', ['-b:a', '320k']],
  ['mp3 VBR', 'mp3', ['-q:a', '2']],
  ['flac', 'flac', []],
  ['flac 24/96', 'flac', ['-ar', '96000', '-sample_fmt', 's32']],
  ['AAC', 'm4a', ['-c:a', 'aac', '-b:a', '256k']],
  ['ALAC', 'm4a', ['-c:a', 'alac']],
  ['Vorbis', 'ogg', ['-c:a', 'libvorbis', '-q:a', '8']],
  ['Opus', 'opus', ['-b:a', '256k']],
  ['Ogg FLAC', 'oga', ['-c:a', 'flac']],
  ['wav', 'wav', []],
  ['wav 24', 'wav', ['-c:a', 'pcm_s24le']],
  ['wav 32f', 'wav', ['-c:a', 'pcm_f32le']],
  ['RF64', 'wav', ['-rf64', 'always']],
  ['aiff', 'aiff', []],
  ['wavpack', 'wv', []],
  ['ADTS', 'aac', ['-b:a', '256k']],
]

/** Sine sweep and noise, 30 s; `event` is a click of one sample at that second. */
function source(path: string, event: number): void {
  const tone = '0.3*sin(2*PI*(220+20*t)*t)+0.05*random(0)'
  const click = `0.5*between(n\\,${event * 44_100}\\,${event * 44_100})`
  run(
    '-f',
    'lavfi',
    '-i',
    `aevalsrc=${tone}+${click}|${tone}:s=44100:d=30`,
    '-c:a',
    'pcm_s16le',
    path,
  )
}

describe.skipIf(!ffmpeg)('files written by ffmpeg (skipped where there is none)', () => {
  let folder = ''
  const at = (name: string) => join(folder, name)

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'naghma-identity-'))
    source(at('one.wav'), 0)
    source(at('other.wav'), 1)
    run('-f', 'lavfi', '-i', 'testsrc=s=600x600:d=1', '-frames:v', '1', at('cover.jpg'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(encodings)(
    '%s: retagged and remuxed is the same, another encode is not',
    (name, extension, options) => {
      const stem = name.replaceAll(/\W/g, '-')
      const file = at(`${stem}.${extension}`)
      run('-i', at('one.wav'), ...options, file)
      const original = identity(file)
      expect(original.wholeFile).toBe(false)

      const retagged = at(`${stem}-retagged.${extension}`)
      const comment = `comment=${'uzun '.repeat(3000)}`
      run('-i', file, '-c', 'copy', '-metadata', 'title=Nihâvend', '-metadata', comment, retagged)
      expect(identity(retagged).digest).toBe(original.digest)
      expect(identity(retagged).payloadLength).toBe(original.payloadLength)

      const shrunk = at(`${stem}-shrunk.${extension}`)
      run('-i', retagged, '-c', 'copy', '-map_metadata', '-1', shrunk)
      expect(identity(shrunk).digest).toBe(original.digest)

      const other = at(`${stem}-other.${extension}`)
      run('-i', at('other.wav'), ...options, other)
      expect(identity(other).digest).not.toBe(original.digest)
    },
  )

  test.each(['mp3-CBR.mp3', 'flac.flac', 'AAC.m4a', 'ALAC.m4a'])('%s with artwork', (name) => {
    const withCover = at(`cover-${name}`)
    const streams = ['-map', '0:a', '-map', '1:v', '-c', 'copy', '-disposition:v', 'attached_pic']
    run('-i', at(name), '-i', at('cover.jpg'), ...streams, withCover)
    expect(identity(withCover).digest).toBe(identity(at(name)).digest)
  })

  test.each([
    'faststart',
    'frag_keyframe+empty_moov',
    'frag_keyframe+default_base_moof+empty_moov',
  ])('m4a with movflags %s', (flags) => {
    for (const name of ['AAC', 'ALAC']) {
      const moved = at(`${name}-${flags.replaceAll(/\W/g, '-')}.m4a`)
      run('-i', at(`${name}.m4a`), '-c', 'copy', '-movflags', flags, moved)
      expect(identity(moved).digest).toBe(identity(at(`${name}.m4a`)).digest)
    }
  })

  test('Ogg pages of another length', () => {
    for (const name of ['Vorbis.ogg', 'Opus.opus']) {
      const paged = at(`paged-${name}`)
      run('-i', at(name), '-c', 'copy', '-page_duration', '200000', paged)
      expect(identity(paged).digest).toBe(identity(at(name)).digest)
    }
  })

  test('another bitrate is another identity', () => {
    run('-i', at('one.wav'), '-b:a', '192k', at('192.mp3'))
    expect(identity(at('192.mp3')).digest).not.toBe(identity(at('mp3-CBR.mp3')).digest)
  })
})
