import { problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import {
  type ForeignEmbedding,
  rememberForeignModel,
  storeForeignEmbedding,
} from '../analysis/embedding-store.ts'
import { toFloat16 } from '../sound/float16.ts'
import type { Taken } from './import-embeddings.ts'
import type { Manifest } from './manifest.ts'
import { type Cell, named, type Row, type Table } from './table.ts'
import { meansTable } from './tables.ts'

/** Stores one row, or tells why not. Part of the caller's transaction. */
export type MeansTaker = (table: Table, row: Row) => Taken

function mismatch(words: string): Error {
  return problem('checkpoint-mismatch', `${words} Nothing was imported.`, { field: 'folder' })
}

/** The model of an export. Problem: `checkpoint-mismatch` where it contradicts itself or the model of this library. */
function checkedModel(db: Database, { model, tables }: Manifest): NonNullable<Manifest['model']> {
  if (!model) throw mismatch('The manifest does not say which model the embeddings are of.')
  const { layers, hiddenSize } = model
  const { parts = [], width } = tables.means?.vector ?? {}
  const wanted = meansTable(layers, hiddenSize).vector.parts
  if (parts.join() !== wanted.join() || width !== hiddenSize)
    throw mismatch(
      `The means are ${parts.length} x ${width}, and a model of ${layers} layers of ${hiddenSize} values is named.`,
    )
  const here = db
    .prepare<[string], { layers: number; hiddenSize: number }>(
      'SELECT layers, hidden_size AS hiddenSize FROM model WHERE id = ?',
    )
    .get(model.id)
  if (here && (here.layers !== layers || here.hiddenSize !== hiddenSize))
    throw mismatch(
      `${model.name} has ${here.layers} layers of ${here.hiddenSize} values in this library, and ${layers} of ${hiddenSize} in the export.`,
    )
  return model
}

function halvesOf({ vector: { dtype } }: Table, bytes: Uint8Array): Float16Array {
  const own = new Uint8Array(bytes).buffer
  return dtype === 'float16' ? new Float16Array(own) : toFloat16(new Float32Array(own))
}

/** The means as they are stored. Throws a RangeError that says what is wrong with them. */
function usableMeans(table: Table, bytes: Uint8Array): Uint8Array {
  const halves = halvesOf(table, bytes)
  if (!halves.every(Number.isFinite)) throw new RangeError('A value is not a number')
  if (halves.every((half) => half === 0)) throw new RangeError('Every value is 0')
  return new Uint8Array(halves.buffer)
}

function embeddingOf(facts: { [column: string]: Cell }, means: Uint8Array): ForeignEmbedding {
  const { depth, windows, device, decoder, analysed_at } = facts
  const analysedAt = Date.parse(String(analysed_at))
  return {
    means,
    depth: depth === 'full' ? 'full' : 'quick',
    windows: Math.max(1, Number(windows ?? 1)),
    device: String(device ?? ''),
    decoder: String(decoder ?? ''),
    analysedAt: Number.isNaN(analysedAt) ? Date.now() : analysedAt,
  }
}

/**
 * Takes the means of an export, whose model the library gets to know with the first row. Problem: `checkpoint-mismatch`.
 */
export function takeMeans(db: Database, manifest: Manifest): MeansTaker {
  const model = checkedModel(db, manifest)
  const find = db.prepare<[Buffer], number>('SELECT id FROM track WHERE identity = ?').pluck()
  const seen = new Set<number>()
  let isKnown = false

  return (table, row) => {
    const facts = named(table, row)
    const identity = String(facts.identity ?? '')
    const title = String(facts.title || identity)
    if (!/^([0-9a-f]{2})+$/i.test(identity))
      return { outcome: 'refused', title, message: 'It has no identity to find its track by.' }
    const trackId = find.get(Buffer.from(identity, 'hex'))
    if (trackId === undefined) return { outcome: 'unknown' }
    if (seen.has(trackId))
      return {
        outcome: 'refused',
        title,
        message: 'Its track is there twice; the first was taken.',
      }
    seen.add(trackId)
    let means: Uint8Array
    try {
      means = usableMeans(table, row.vector)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return { outcome: 'refused', title, message: `${error.message}.` }
    }
    if (!isKnown) rememberForeignModel(db, { ...model, modelId: model.id })
    isKnown = true
    const stored = storeForeignEmbedding(db, trackId, model.id, embeddingOf(facts, means))
    return stored ? { outcome: 'stored', trackId } : { outcome: 'kept' }
  }
}
