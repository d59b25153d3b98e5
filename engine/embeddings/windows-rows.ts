import { isProblem, problem } from '../../contract/problem.ts'
import type { Depth } from '../../contract/track.ts'
import type { Database } from '../../native/sqlite.ts'
import { trackPlace } from '../library/track-place.ts'
import type { ComparedModel } from '../similar/compared-models.ts'
import type { ComputeWindows } from '../sound/compute-windows.ts'
import type { ExportSource } from './export-embeddings.ts'
import { keptOf, keptPages } from './kept-windows.ts'
import { type Row, vectorBytes } from './table.ts'
import { windowsTable } from './tables.ts'
import { type ComputedWindows, openWindowKeep, type WindowKeep } from './window-keep.ts'

export interface WindowsInput {
  db: Database
  model: ComparedModel
  /** Layers of each vector, in that order. */
  layers: readonly number[]
  trackIds: readonly number[] | undefined
  /** Where the windows of tracks are kept until an export of them is complete. */
  cacheFolder: string
  /** Undefined where the model is not in use: only what is kept can be written then. */
  compute: ComputeWindows | undefined
}

interface Heard {
  trackId: number
  identity: Buffer
  title: string
  depth: Depth
  windows: number
}

/** Rows that are in memory at once. */
const PAGE = 64

/** What takes part in the mean of each track. */
const heardBy = /* sql */ `
  SELECT track_id AS trackId, identity, title, depth, windows
  FROM sound JOIN track ON track.id = track_id WHERE model_id = ? ORDER BY track_id`

/**
 * The windows that each stored mean was made of, as they are kept or computed anew, in the order of the tracks' ids and then
 * of time. What is computed of a track is kept, so that an export that was ended goes on where it was; a complete one lets it go.
 */
export function windowsSource(input: WindowsInput): ExportSource {
  const { db, model, layers } = input
  const { modelId, hiddenSize } = model
  const wanted = input.trackIds && new Set(input.trackIds)
  const tracks = db
    .prepare<[string], Heard>(heardBy)
    .all(modelId)
    .filter(({ trackId }) => !wanted || wanted.has(trackId))
  const table = windowsTable(layers, hiddenSize)
  const total = tracks.reduce((sum, { windows }) => sum + windows, 0)
  const bytes = vectorBytes(table.vector)
  const openKeep = () => openWindowKeep(input.cacheFolder, { modelId, layers })
  const computed = { windows: 0, ms: 0 }
  let left = total

  async function compute(
    { trackId, windows, depth }: Heard,
    name: string,
    keep: WindowKeep,
    signal: AbortSignal,
  ): Promise<ComputedWindows> {
    if (!input.compute)
      throw problem(
        'no-model',
        `Its windows are not kept, and ${model.name} is not the model in use.`,
      )
    const found = trackPlace(db, trackId)
    if (!found) throw problem('file-missing', 'The library has no file of this track any more.')
    const began = performance.now()
    const made = await input.compute(
      found.place,
      {
        wanted: depth === 'full' ? null : windows,
        keep: [...layers],
        destination: keep.vectorsOf(name),
      },
      { signal },
    )
    await keep.keep(name, made)
    computed.windows += made.windows.length
    computed.ms += performance.now() - began
    return made
  }

  async function* rowsOf(
    { identity, title }: Heard,
    name: string,
    kept: ComputedWindows,
    keep: WindowKeep,
  ): AsyncGenerator<Row[]> {
    const { device, decoder } = kept
    const inTime = [...kept.windows.entries()].sort(([, a], [, b]) => a.index - b.index)
    for (let at = 0; at < inTime.length; at += PAGE) {
      const page = inTime.slice(at, at + PAGE)
      const vectors = await keep.vectors(
        name,
        page.map(([place]) => place),
        bytes,
      )
      yield page.map(([, { index, start, end }], i) => ({
        cells: [identity.toString('hex'), title, index, start, end, device, decoder],
        vector: vectors[i]!,
      }))
    }
  }

  function* keptRows(
    { trackId, identity, title }: Heard,
    held: readonly number[],
  ): Generator<Row[]> {
    const places = layers.map((layer) => held.indexOf(layer))
    const size = bytes / layers.length
    for (const page of keptPages(db, { trackId, modelId }, PAGE))
      yield page.map(({ number, start, end, device, decoder, vector }) => ({
        cells: [identity.toString('hex'), title, number, start, end, device, decoder],
        vector: Buffer.concat(
          places.map((place) => vector.subarray(place * size, (place + 1) * size)),
        ),
      }))
  }

  /** The layers that are kept of a track, where they are those that are wanted and all windows of its mean. */
  function keptLayers({ trackId, windows }: Heard): readonly number[] | undefined {
    const kept = keptOf(db, { trackId, modelId })
    const isEnough =
      kept?.windows === windows && layers.every((layer) => kept.layers.includes(layer))
    return isEnough ? kept.layers : undefined
  }

  return {
    content: 'windows',
    table,
    total,
    secondsLeft: () =>
      computed.windows > 0 ? Math.round((left * computed.ms) / computed.windows / 1000) : null,
    async *pages({ signal, onFailure }) {
      const keep = await openKeep()
      for (const track of tracks) {
        const { identity, windows, title } = track
        // Other depths of a track have other windows.
        const name = `${identity.toString('hex')}-${track.depth}-${windows}`
        left -= windows
        const held = keptLayers(track)
        try {
          if (held) {
            yield* keptRows(track, held)
            continue
          }
          const kept = (await keep.read(name, bytes)) ?? (await compute(track, name, keep, signal))
          yield* rowsOf(track, name, kept, keep)
        } catch (error) {
          signal.throwIfAborted()
          if (!isProblem(error) || error.code === 'disk-full') throw error
          onFailure({ title, message: error.message }, windows)
        }
      }
    },
    complete: async () => (await openKeep()).forget(),
  }
}
