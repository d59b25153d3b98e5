import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chunk, wav } from '../engine/scan/fixtures/make-media.ts'
import { id3, id3TextFrame } from '../engine/scan/fixtures/make-tags.ts'

export interface Tone {
  title: string
  artist?: string
  album?: string
  composer?: string
  year?: number
  seconds?: number
  /** Hertz. Tones that differ in it are different tracks. */
  pitch: number
  /** What its tags say by how much it is to be raised (ReplayGain), dB. */
  trackGain?: number
}

const rate = 8000

/** A WAV file of one steady tone, tagged. Small and quick to make, for journeys that need many or particular tracks. */
export function toneFile(tone: Tone) {
  const { title, artist, album, composer, year, pitch, trackGain, seconds = 1 } = tone
  const samples = new Int16Array(Math.round(seconds * rate) * 2)
  for (let i = 0; i < samples.length; i++)
    samples[i] = Math.round(9000 * Math.sin((2 * Math.PI * pitch * (i >> 1)) / rate))
  const gain = trackGain === undefined ? undefined : `replaygain_track_gain\0${trackGain} dB`
  const texts = {
    TIT2: title,
    TPE1: artist,
    TALB: album,
    TCOM: composer,
    TDRC: year,
    TXXX: gain,
  }
  const frames = Object.entries(texts).flatMap(([id, text]) =>
    text === undefined ? [] : [id3TextFrame(id, String(text))],
  )
  const tag = chunk('id3 ', id3(Buffer.concat(frames)), true)
  return wav(new Uint8Array(samples.buffer), { rate, after: tag })
}

/** Makes a folder of tones, each in a file of its title. */
export async function writeTones(folder: string, tones: Tone[]): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const tone of tones) await writeFile(join(folder, `${tone.title}.wav`), toneFile(tone))
}
