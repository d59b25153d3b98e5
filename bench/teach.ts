import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Head, tensorShapes } from '../engine/heads/head.ts'
import { openTraining } from '../engine/heads/training.ts'
import { openLibrary } from '../engine/library/database.ts'
import { startNodeProcess } from '../engine/processes/node-ports.ts'
import { seededRandom } from '../engine/random.ts'
import { readVocabularies } from '../engine/tags/vocabularies.ts'
import { createHeadPredictions } from '../engine/teach/head-predictions.ts'
import { addHead, addVersion } from '../engine/teach/head-store.ts'
import { openHeadsInUse } from '../engine/teach/heads-in-use.ts'
import { nextTracks } from '../engine/teach/next-tracks.ts'
import { rankTracks } from '../engine/teach/ranking.ts'
import type { Database } from '../native/sqlite.ts'

const encoder = { modelId: 'made', name: 'Made', layers: 13, hiddenSize: 768 }
const SIZE = encoder.layers * encoder.hiddenSize
const TAGS = 50
const MARKED = 10
const PRESUMED = 190
const models = join(import.meta.dirname, '../models')
const entry = new URL('../engine/processes/training-process.ts', import.meta.url)
const sound = { modelId: null, running: new Set<number>(), listening: new Set<number>() }

/** A head with a hidden layer of 512, of random weights: what it costs does not depend on what it says. */
function madeHead(): Head {
  const random = seededRandom(1)
  const tags = Array.from({ length: TAGS }, (_, n) => ({
    ...{ vocabulary: 'instrument', tag: `made-${n}`, name: `Made ${n}`, temperature: 1 },
    ...{ threshold: 0.5, group: null, positives: 1, negatives: 1, rocAuc: null },
  }))
  const plan = { encoder, hidden: 512, tags }
  const tensors = Object.fromEntries(
    Object.entries(tensorShapes(plan)).map(([name, shape]) => {
      const count = shape.reduce((product, size) => product * size, 1)
      const low = name === 'deviation' ? 0.5 : -1
      return [
        name,
        { shape, data: Float32Array.from({ length: count }, () => random.between(low, 1)) },
      ]
    }),
  )
  const trainedOn = { tracks: 1, description: '', at: 0, seed: 1, library: 'bench' }
  return { ...plan, aggregation: 'conv', tensors, trainedOn }
}

function fill(db: Database, tracks: number): void {
  const random = seededRandom(2)
  const track = db.prepare(
    "INSERT INTO track (id, identity, title, added_at) VALUES (?, ?, 't', 0)",
  )
  const heard = db.prepare(
    `INSERT INTO sound (track_id, model_id, depth, windows, device, decoder, analysed_at, means)
     VALUES (?, 'made', 'quick', 12, 'cpu', 'made', 1, ?)`,
  )
  db.prepare("INSERT INTO model VALUES ('made', 'Made', 13, 768, 0, '', 0)").run()
  db.transaction(() => {
    for (let id = 1; id <= tracks; id++) {
      track.run(id, Buffer.from(`${id}`))
      heard.run(
        id,
        new Uint8Array(Float16Array.from({ length: SIZE }, () => random.between(-1, 1)).buffer),
      )
    }
  })()
}

/** A head of 50 tags on the whole library, in the engine's own process: the rate, and the longest it kept others waiting. */
async function applying(db: Database, tracks: number): Promise<object> {
  const head = madeHead()
  const id = addHead(db, { name: 'Made', origin: 'pack', vocabulary: null, tag: null })
  const untold = { level: 'unknown', rocAuc: null, error: null, apart: null } as const
  const figure = { ...untold, positives: 0, negatives: 0, presumed: 0 }
  addVersion(db, id, { head, figure, judged: [] })
  const heads = openHeadsInUse(db, () => encoder)
  const vocabularies = readVocabularies(models)
  const predictions = createHeadPredictions({
    ...{ db, heads, vocabularies },
    onProgress: () => {},
    onDone: () => {},
  })
  let longest = 0
  let last = performance.now()
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 1)
    last = performance.now()
  }, 1)
  const began = performance.now()
  await predictions.settled()
  const seconds = (performance.now() - began) / 1000
  clearInterval(watch)
  const tag = { vocabulary: 'instrument', tag: 'made-1' } as const
  const ranked = performance.now()
  rankTracks(db, heads.all(), { ...tag, offset: 0, limit: 100, unjudgedOnly: false }, sound)
  const asked = performance.now()
  nextTracks(db, heads.all(), { ...tag, count: 10 }, encoder, sound)
  return {
    ...{ tracks, tags: TAGS, hidden: head.hidden },
    tracksPerMinute: Math.round((tracks / seconds) * 60),
    longestPauseMs: Math.round(longest),
    rankingMs: Math.round(asked - ranked),
    nextMs: Math.round(performance.now() - asked),
  }
}

/** One tag from ten marked tracks, the start of the process and cross-validation included. */
async function teaching(): Promise<object> {
  const random = seededRandom(3)
  const count = MARKED + PRESUMED
  const training = openTraining(() => startNodeProcess('training process', entry))
  const began = performance.now()
  const { figure } = await training.teach({
    examples: {
      ...{ count, layers: encoder.layers, hiddenSize: encoder.hiddenSize },
      means: Float32Array.from({ length: count * SIZE }, () => random.between(-1, 1)),
      labels: Int8Array.from({ length: count }, (_, row) => Number(row < MARKED)),
    },
    presumed: Array.from({ length: count }, (_, row) => row >= MARKED),
    kinships: [],
    plan: {
      ...{ encoder, description: '', library: 'bench' },
      tags: [{ vocabulary: 'own', tag: 'made', name: 'Made', group: null }],
    },
  })
  const seconds = (performance.now() - began) / 1000
  await training.stop()
  return {
    marked: MARKED,
    presumed: PRESUMED,
    seconds: Number(seconds.toFixed(2)),
    level: figure.level,
  }
}

/** Teaching a tag from few examples, and applying a head to a library. */
export async function bench({ full }: { full: boolean }): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'naghma-bench-teach-'))
  const library = openLibrary(folder)
  try {
    const tracks = full ? 50_000 : 20_000
    fill(library.db, tracks)
    return { teaching: await teaching(), applying: await applying(library.db, tracks) }
  } finally {
    library.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
