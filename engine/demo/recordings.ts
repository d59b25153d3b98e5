import { cycles } from './music/cycle.ts'
import { dromoi } from './music/dromoi.ts'
import { makams } from './music/makams.ts'
import { ragas } from './music/ragas.ts'
import type { Recipe } from './synth/recording.ts'

export type DemoFormat =
  | 'wav16'
  | 'wav24'
  | 'aiff'
  | 'flac'
  | 'vorbis'
  | 'opus'
  | 'aac'
  | 'alac'
  | 'wavpack'

/** One file of a recording. */
export interface DemoCopy {
  /** Folder and name below the demo's folder, by forward slashes. */
  path: string
  format: DemoFormat
  /** Bits per second, for lossy formats. */
  bitrate?: number
}

export interface DemoRecording {
  title: string
  recipe: Recipe
  /** Custom fields beside those that every demo file has. */
  fields: Readonly<Record<string, string>>
  copies: readonly DemoCopy[]
}

const fifth = 702

const yamanAlap = { seed: 109, mode: ragas.yaman, tempo: 84, seconds: 40, tanpura: fifth }

/**
 * The demo's music: seventeen recordings of makams, ragas and dromoi. Names in Devanagari, Tamil and
 * Greek are as musicians of each tradition commonly write them. Hicaz taksimi exists as a lossless file and as a
 * low-bitrate copy; the alap in Yaman is played twice, by another instrument from another tonic.
 */
export const recordings: readonly DemoRecording[] = [
  {
    title: 'Rast ezgi (ney)',
    recipe: {
      seed: 101,
      mode: makams.rast,
      cycle: cycles.duyek,
      tempo: 190,
      seconds: 36,
      tonic: 293.7,
      instrument: 'ney',
      drum: 'bendir',
    },
    fields: { MAKAM: 'Rast', USUL: 'Düyek', INSTRUMENT: 'Ney' },
    copies: [{ path: 'Makam/Rast ezgi.wav', format: 'wav16' }],
  },
  {
    title: 'Uşşak ezgi (tanbur)',
    recipe: {
      seed: 102,
      mode: makams.ussak,
      cycle: cycles.sofyan,
      tempo: 120,
      seconds: 34,
      tonic: 220,
      instrument: 'tanbur',
      drum: 'darbuka',
    },
    fields: { MAKAM: 'Uşşak', USUL: 'Sofyan', INSTRUMENT: 'Tanbur' },
    copies: [{ path: 'Makam/Uşşak ezgi.flac', format: 'flac' }],
  },
  {
    title: 'Hicaz taksimi (kemençe)',
    recipe: {
      seed: 103,
      mode: makams.hicaz,
      tempo: 110,
      seconds: 40,
      tonic: 246.9,
      instrument: 'bowed',
    },
    fields: { MAKAM: 'Hicaz', FORM: 'Taksim', INSTRUMENT: 'Kemençe' },
    copies: [
      { path: 'Makam/Hicaz taksimi.flac', format: 'flac' },
      { path: 'Makam/Kopya/Hicaz taksimi.ogg', format: 'vorbis', bitrate: 64_000 },
    ],
  },
  {
    title: 'Segâh taksimi (ney)',
    recipe: {
      seed: 104,
      mode: makams.segah,
      tempo: 96,
      seconds: 36,
      tonic: 277.2,
      instrument: 'ney',
    },
    fields: { MAKAM: 'Segâh', FORM: 'Taksim', INSTRUMENT: 'Ney' },
    copies: [{ path: 'Makam/Segâh taksimi.ogg', format: 'vorbis' }],
  },
  {
    title: 'Hüseyni oyun havası (tanbur)',
    recipe: {
      seed: 105,
      mode: makams.huseyni,
      cycle: cycles.aksak,
      tempo: 260,
      seconds: 32,
      tonic: 196,
      instrument: 'tanbur',
      drum: 'darbuka',
    },
    fields: { MAKAM: 'Hüseyni', USUL: 'Aksak', INSTRUMENT: 'Tanbur' },
    copies: [{ path: 'Makam/Hüseyni oyun havası.m4a', format: 'aac', bitrate: 160_000 }],
  },
  {
    title: 'Nihavend semai (kemençe)',
    recipe: {
      seed: 106,
      mode: makams.nihavend,
      cycle: cycles.semai,
      tempo: 132,
      seconds: 36,
      tonic: 261.6,
      instrument: 'bowed',
      drum: 'bendir',
    },
    fields: { MAKAM: 'Nihavend', USUL: 'Semai', INSTRUMENT: 'Kemençe' },
    copies: [{ path: 'Makam/Nihavend semai.opus', format: 'opus' }],
  },
  {
    title: 'Kürdilihicazkâr ezgi (ses)',
    recipe: {
      seed: 107,
      mode: makams.kurdilihicazkar,
      cycle: cycles.curcuna,
      tempo: 220,
      seconds: 34,
      tonic: 174.6,
      instrument: 'voice',
      drum: 'darbuka',
    },
    fields: { MAKAM: 'Kürdilihicazkâr', USUL: 'Curcuna', INSTRUMENT: 'Ses' },
    copies: [{ path: 'Makam/Kürdilihicazkâr ezgi.m4a', format: 'alac' }],
  },
  {
    title: 'Saba taksimi (ses)',
    recipe: {
      seed: 108,
      mode: makams.saba,
      tempo: 88,
      seconds: 32,
      tonic: 220,
      instrument: 'voice',
    },
    fields: { MAKAM: 'Saba', FORM: 'Taksim', INSTRUMENT: 'Ses' },
    copies: [{ path: 'Makam/Saba taksimi.wv', format: 'wavpack' }],
  },
  {
    title: 'राग यमन, आलाप (Yaman, sitar)',
    recipe: { ...yamanAlap, tonic: 138.6, instrument: 'sitar' },
    fields: { RAGA: 'Yaman', FORM: 'Ālāp', INSTRUMENT: 'Sitār' },
    copies: [{ path: 'Raga/Hindustani/राग यमन - सितार.wav', format: 'wav24' }],
  },
  {
    title: 'राग यमन, आलाप (Yaman, voice)',
    recipe: { ...yamanAlap, tonic: 185, instrument: 'voice' },
    fields: { RAGA: 'Yaman', FORM: 'Ālāp', INSTRUMENT: 'Voice' },
    copies: [{ path: 'Raga/Hindustani/राग यमन - गायन.opus', format: 'opus' }],
  },
  {
    title: 'राग भैरवी (Bhairavi, sarangi)',
    recipe: {
      seed: 111,
      mode: ragas.bhairavi,
      cycle: cycles.dadra,
      tempo: 150,
      seconds: 36,
      tonic: 233.1,
      instrument: 'bowed',
      drum: 'tabla',
      tanpura: fifth,
    },
    fields: { RAGA: 'Bhairavī', TALA: 'Dādrā', INSTRUMENT: 'Sāraṅgī' },
    copies: [{ path: 'Raga/Hindustani/राग भैरवी.flac', format: 'flac' }],
  },
  {
    title: 'राग भूपाली (Bhupali, bansuri)',
    recipe: {
      seed: 112,
      mode: ragas.bhupali,
      cycle: cycles.tintal,
      tempo: 170,
      seconds: 40,
      tonic: 329.6,
      instrument: 'bansuri',
      drum: 'tabla',
      tanpura: fifth,
    },
    fields: { RAGA: 'Bhūpālī', TALA: 'Tīntāl', INSTRUMENT: 'Bā̃surī' },
    copies: [{ path: 'Raga/Hindustani/राग भूपाली.aiff', format: 'aiff' }],
  },
  {
    title: 'राग तोड़ी, आलाप (Todi, voice)',
    recipe: {
      seed: 113,
      mode: ragas.todi,
      tempo: 76,
      seconds: 36,
      tonic: 146.8,
      instrument: 'voice',
      tanpura: fifth,
    },
    fields: { RAGA: 'Tōḍī', FORM: 'Ālāp', INSTRUMENT: 'Voice' },
    copies: [{ path: 'Raga/Hindustani/राग तोड़ी.m4a', format: 'aac' }],
  },
  {
    title: 'மோகனம் (Mohanam, veena)',
    recipe: {
      seed: 114,
      mode: ragas.mohanam,
      cycle: cycles.adi,
      tempo: 150,
      seconds: 36,
      tonic: 155.6,
      instrument: 'veena',
      drum: 'mridangam',
      tanpura: fifth,
    },
    fields: { RAGA: 'Mōhanaṁ', TALA: 'Ādi', INSTRUMENT: 'Vīṇā' },
    copies: [{ path: 'Raga/Carnatic/மோகனம்.wv', format: 'wavpack' }],
  },
  {
    title: 'ஹம்சத்வனி (Hamsadhwani, violin)',
    recipe: {
      seed: 115,
      mode: ragas.hamsadhwani,
      cycle: cycles.rupaka,
      tempo: 138,
      seconds: 36,
      tonic: 207.7,
      instrument: 'bowed',
      drum: 'mridangam',
      tanpura: fifth,
    },
    fields: { RAGA: 'Haṁsadhvani', TALA: 'Rūpaka', INSTRUMENT: 'Violin' },
    copies: [{ path: 'Raga/Carnatic/ஹம்சத்வனி.ogg', format: 'vorbis' }],
  },
  {
    title: 'Ζεϊμπέκικο σε δρόμο Χιτζάζ (μπουζούκι)',
    recipe: {
      seed: 126,
      mode: dromoi.hitzaz,
      cycle: cycles.zeibekiko,
      tempo: 168,
      seconds: 38,
      tonic: 293.7,
      instrument: 'bouzouki',
      drum: 'darbuka',
    },
    fields: { DROMOS: 'Χιτζάζ', RHYTHM: 'Ζεϊμπέκικο', INSTRUMENT: 'Μπουζούκι' },
    copies: [{ path: 'Δρόμοι/Ζεϊμπέκικο Χιτζάζ.m4a', format: 'aac' }],
  },
  {
    title: 'Ταξίμι σε δρόμο Ουσάκ (μπουζούκι)',
    recipe: {
      seed: 117,
      mode: dromoi.ousak,
      tempo: 112,
      seconds: 32,
      tonic: 220,
      instrument: 'bouzouki',
    },
    fields: { DROMOS: 'Ουσάκ', FORM: 'Ταξίμι', INSTRUMENT: 'Μπουζούκι' },
    copies: [{ path: 'Δρόμοι/Ταξίμι Ουσάκ.wav', format: 'wav16' }],
  },
]
