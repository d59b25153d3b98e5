import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { browseFilter } from '../contract/browse.ts'
import { openTagIndex } from '../engine/browse/tag-index.ts'
import { openLibrary } from '../engine/library/database.ts'
import { openTrackIndex } from '../engine/library/track-index.ts'
import { modeModel, noLessons, readBaseTemplates } from '../engine/mode/mode-model.ts'
import { openModeSpace } from '../engine/mode/mode-space.ts'
import { distributionOf } from '../engine/mode/pitch-class-distribution.ts'
import { type HeardMelody, predictModes } from '../engine/mode/predict-modes.ts'
import { createNameRecogniser } from '../engine/tags/names/recognise-names.ts'
import { readVocabularies, type Vocabularies } from '../engine/tags/vocabularies.ts'
import type { Database } from '../native/sqlite.ts'
import { generator, madeFacts } from './made-tracks.ts'

const TRACKS = 100_000
const NAMED = 20_000
const PREDICTED = 200
const HOP = 0.02
const models = join(import.meta.dirname, '../models')
const sound = { modelId: null, running: new Set<number>(), listening: new Set<number>() }

function milliseconds(work: () => unknown): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

function spread(times: number[]): { p50: number; p95: number } {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  return { p50: at(0.5), p95: at(0.95) }
}

/** Melodies of two minutes that wander over random scales: what they cost to predict does not depend on their beauty. */
function madeMelody(seed: number): HeardMelody {
  const random = generator(seed)
  const degrees = Array.from({ length: 7 }, (_, n) => n * 170 + random(60))
  const cents = new Float32Array(120 / HOP)
  for (let at = 0; at < cents.length; at += 15)
    cents.fill(1200 + (degrees[random(7)] ?? 0), at, at + 12)
  const view = () =>
    distributionOf(
      degrees.map((degree) => [degree, 1 + random(5)] as const),
      15,
    )
  return {
    profile: { whole: view(), begin: view(), end: view(), tail: view() },
    drone: view(),
    parts: [cents],
    hop: HOP,
    fadedOut: false,
    givenTonic: null,
  }
}

function predictionRate(vocabularies: Vocabularies): object {
  const model = modeModel(readBaseTemplates(models, vocabularies), noLessons)
  const melodies = Array.from({ length: PREDICTED }, (_, n) => madeMelody(n + 1))
  const perTrack = (tradition: 'turkish' | 'hindustani' | null) =>
    milliseconds(() => {
      for (const melody of melodies) predictModes(melody, tradition, model)
    }) / PREDICTED
  perTrack(null)
  return {
    turkishMilliseconds: perTrack('turkish'),
    hindustaniMilliseconds: perTrack('hindustani'),
    unknownTraditionMilliseconds: perTrack(null),
  }
}

function namesRate(vocabularies: Vocabularies): object {
  const recognise = createNameRecogniser(vocabularies)
  const texts = Array.from({ length: NAMED }, (_, n) => {
    const { tags } = madeFacts(n, 1, 1)
    return {
      title: tags.title,
      album: tags.album,
      artist: tags.artist,
      genre: tags.genre.join(', '),
      comment: tags.comment,
      fields: tags.fields,
      paths: [`${tags.artist}/${tags.album}/${tags.title}.mp3`],
    }
  })
  let found = 0
  const took = milliseconds(() => {
    for (const text of texts) found += recognise(text).length
  })
  return { tracksPerSecond: (NAMED * 1000) / took, namesPerTrack: found / NAMED }
}

/** 100,000 tracks with a mode, a form and an instrument each, half of them certain. */
function fill(db: Database, vocabularies: Vocabularies): void {
  const random = generator(5)
  const terms = (id: string) =>
    vocabularies.all.find(({ vocabulary }) => vocabulary === id)?.terms ?? []
  const addTrack = db.prepare(
    `INSERT INTO track (id, identity, title, title_folded, artist, artist_folded, added_at, named_as)
     VALUES (?, ?, ?, ?, ?, ?, 0, '1')`,
  )
  const addMode = db.prepare(
    `INSERT INTO mode (track_id, version, decoder, analysed_at, faded_out, melody_seconds,
                       listened_seconds, predicted_as, shape)
     VALUES (?, 1, 'ffmpeg', 0, 0, 100, 120, '1.0', ?)`,
  )
  const addTag = db.prepare(
    `INSERT INTO tag (track_id, vocabulary, tag, source, state, probability, rank, version, place, at)
     VALUES (?, ?, ?, ?, 'proposed', ?, ?, '1', '', 0)`,
  )
  const kinds = ['makam', 'form', 'instrument', 'usul'] as const
  db.transaction(() => {
    for (let id = 1; id <= TRACKS; id++) {
      const artist = `artist ${random(6000)}`
      addTrack.run(id, Buffer.from(`${id}`), `track ${id}`, `track ${id}`, artist, artist)
      addMode.run(
        id,
        Uint8Array.from({ length: 80 }, () => random(256)),
      )
      addTag.run(id, 'tradition', 'turkish', 'file', 0.9, null)
      for (const kind of kinds) {
        const all = terms(kind)
        const tag = all[random(all.length)]?.id ?? ''
        addTag.run(id, kind, tag, kind === 'makam' ? 'mode' : 'file', random(100) / 100, 1)
      }
    }
  })()
}

function browsing(vocabularies: Vocabularies): object {
  const folder = mkdtempSync(join(tmpdir(), 'naghma-bench-'))
  const library = openLibrary(folder)
  try {
    fill(library.db, vocabularies)
    const tags = openTagIndex(library.db, vocabularies, () => null)
    const index = openTrackIndex(library.db, tags)
    const query = { search: '', sort: 'relevance', descending: false } as const
    const readMilliseconds = milliseconds(() => tags.matches(browseFilter.parse({})))
    const filters = ['hicaz', 'rast', 'saba', 'ussak', 'segah'].flatMap((tag) =>
      [0.3, 0.6].map((threshold) =>
        browseFilter.parse({ tags: [{ vocabulary: 'makam', tag }], threshold }),
      ),
    )
    const countsMilliseconds = spread(
      filters.map((filter) => milliseconds(() => tags.counts(filter, index.query(query, sound)))),
    )
    const listMilliseconds = spread(
      filters.map((browse) => milliseconds(() => index.query({ ...query, browse }, sound))),
    )
    const space = openModeSpace(library.db)
    space.size()
    const modeNeighboursMilliseconds = spread(
      Array.from({ length: 20 }, (_, n) => milliseconds(() => space.overlaps([n * 997 + 1]))),
    )
    return {
      tracks: TRACKS,
      readMilliseconds,
      countsMilliseconds,
      listMilliseconds,
      modeNeighboursMilliseconds,
    }
  } finally {
    library.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Predicting, reading names, browsing and comparing modes; memory and speed at 100,000 tracks. */
export async function bench(): Promise<object> {
  const vocabularies = readVocabularies(models)
  return {
    prediction: predictionRate(vocabularies),
    names: namesRate(vocabularies),
    browsing: browsing(vocabularies),
  }
}

if (import.meta.main) console.log(JSON.stringify(await bench(), null, 2))
