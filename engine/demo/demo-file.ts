import type { ModalTradition } from '../../contract/vocabulary.ts'
import { type EncodedCodec, encodeAudio } from '../../native/audio/encode.ts'
import { drawCover } from './cover.ts'
import type { DemoCopy, DemoFormat, DemoRecording } from './recordings.ts'
import { melodyOf } from './synth/recording.ts'
import { apeTag } from './tags/ape-tag.ts'
import { withFlacTags } from './tags/flac-tags.ts'
import { withMp4Tags } from './tags/mp4-tags.ts'
import { withOggTags } from './tags/ogg-tags.ts'
import { aiffFile, wavFile } from './tags/pcm-files.ts'
import type { TagSet } from './tags/tag-set.ts'

const genres = {
  turkish: 'Makam',
  hindustani: 'Hindustani',
  carnatic: 'Carnatic',
  greek: 'Rebetiko',
} satisfies Record<ModalTradition, string>

const grounds = {
  turkish: [28, 92, 110],
  hindustani: [150, 62, 36],
  carnatic: [118, 40, 92],
  greek: [36, 66, 128],
} satisfies Record<ModalTradition, readonly [number, number, number]>

/** What every file of the recording says of itself: that it is synthesised, how, and in which mode. */
export function tagsOf(recording: DemoRecording, track: number): TagSet {
  const { recipe } = recording
  const { tradition } = recipe.mode
  return {
    title: recording.title,
    artist: 'Synthesised by Naghma',
    album: 'Naghma demo (synthesised)',
    composer: `Naghma, random walk from seed ${recipe.seed}`,
    genre: genres[tradition],
    comment:
      `Synthesised by Naghma, not a recording of musicians: ${recipe.mode.name}, ` +
      `tonic ${recipe.tonic} Hz.`,
    track,
    fields: { ...recording.fields, TONIC: `${recipe.tonic} Hz` },
    cover: drawCover(melodyOf(recipe), grounds[tradition]),
  }
}

/** Samples a second that a format holds its music at. */
export function sampleRateOf(format: DemoFormat): number {
  return format === 'opus' || format === 'wav24' ? 48_000 : 44_100
}

/** The whole file of one copy: `channels` at {@link sampleRateOf} its format, encoded and tagged. */
export async function demoFile(
  channels: readonly Float32Array[],
  copy: DemoCopy,
  tags: TagSet,
): Promise<Uint8Array> {
  const rate = sampleRateOf(copy.format)
  const encode = (codec: EncodedCodec) =>
    encodeAudio(channels, rate, {
      codec,
      ...(copy.bitrate === undefined ? {} : { bitrate: copy.bitrate }),
    })
  switch (copy.format) {
    case 'wav16':
      return wavFile(channels, rate, 16, tags)
    case 'wav24':
      return wavFile(channels, rate, 24, tags)
    case 'aiff':
      return aiffFile(channels, rate, 16, tags)
    case 'flac':
      return withFlacTags(await encode('flac'), tags)
    case 'wavpack':
      return Buffer.concat([await encode('wavpack'), apeTag(tags)])
    case 'vorbis':
    case 'opus':
      return withOggTags(await encode(copy.format), tags)
    case 'aac':
    case 'alac':
      return withMp4Tags(await encode(copy.format), tags)
  }
}
