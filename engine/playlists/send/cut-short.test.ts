import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SendProgress } from '../../../contract/playlist.ts'

let music: string
let stick: string

beforeEach(() => {
  music = mkdtempSync(join(tmpdir(), 'naghma-cut-music-'))
  stick = mkdtempSync(join(tmpdir(), 'naghma-cut-stick-'))
})
afterEach(() => {
  for (const folder of [music, stick]) rmSync(folder, { recursive: true, force: true })
})

/** Runs a module in a process whose files the system cuts off at 64 kB; answers what it prints, as JSON. */
async function withSmallFiles(module: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)('bash', [
    '-c',
    'ulimit -f 64; exec "$0" --input-type=module-typescript -e "$1"',
    process.execPath,
    module,
  ])
  return JSON.parse(stdout)
}

const importing = (name: string, file: string) =>
  `import { ${name} } from ${JSON.stringify(new URL(file, import.meta.url).href)}\n`

test.skipIf(process.platform === 'win32')(
  'a copy that the disk cuts short is not there, is told of, and stops no other (no limits on Windows)',
  async () => {
    const tracks = ['big', 'small'].map((title, index) => {
      writeFileSync(join(music, `${title}.flac`), Buffer.alloc(index === 0 ? 300_000 : 3_000))
      return {
        trackId: index + 1,
        title,
        artist: '',
        albumArtist: '',
        album: '',
        duration: 1,
        identity: null,
        location: join(music, `${title}.flac`),
      }
    })
    const options = { folder: stick, how: 'copy', names: 'original', folders: 'flat' }
    const end = (await withSmallFiles(`${importing('createSending', './send-playlist.ts')}
      const tracks = ${JSON.stringify(tracks)}.map((track) => ({
        ...track,
        place: { folder: ${JSON.stringify(music)}, path: Buffer.from(track.title + '.flac'), present: true },
      }))
      const sending = createSending(({ state }) => {
        if (state !== 'running') console.log(JSON.stringify(sending.progress()))
      })
      await sending.start({ id: 1, name: 'Gece' }, tracks, ${JSON.stringify(options)})`)) as SendProgress
    expect(end).toMatchObject({ state: 'done', sent: 1, failures: [{ title: 'big' }] })
    expect(end.failures[0]?.message).toMatch(/larger than this disk.*exFAT/)
    expect(readdirSync(stick).sort()).toEqual(['Gece.m3u8', 'small.flac'])
  },
)

test.skipIf(process.platform === 'win32')(
  'a playlist file that the disk cuts short leaves the old one as it was (no limits on Windows)',
  async () => {
    const file = join(stick, 'gece.m3u8')
    writeFileSync(file, 'the old one')
    const said =
      await withSmallFiles(`${importing('writePlaylistFile', '../write-playlist-file.ts')}
      const written = writePlaylistFile(${JSON.stringify(file)}, 'x'.repeat(300_000))
      console.log(JSON.stringify(await written.then(() => 'written', ({ message }) => message)))`)
    expect(said).toMatch(/gece\.m3u8 could not be written: .*exFAT/)
    expect(readFileSync(file, 'utf8')).toBe('the old one')
    expect(readdirSync(stick)).toEqual(['gece.m3u8'])
  },
)
