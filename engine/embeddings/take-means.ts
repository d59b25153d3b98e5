import { problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import {
  type ForeignEmbedding,
  rememberForeignModel,
  storeForeignEmbedding,
} from '../analysis/embedding-store.ts'
import { toFloat16 } from '../sound/float16.ts'
import type { Manifest, TableManifest } from './manifest.ts'
import type { Table } from './table.ts'
import { meansTable } from './tables.ts'
import { type Facts, madeAt, type TakeRow, takeRows } from './take-rows.ts'

function mismatch(words: string): Error {
  return problem('checkpoint-mismatch', `${words} Nothing was imported.`, { field: 'folder' })
}

/** The model of an export. Problem: `checkpoint-mismatch` where it contradicts itself or the model of this library. */
function checkedModel(
  db: Database,
  { model }: Manifest,
  { parts, width }: TableManifest['vector'],
): NonNullable<Manifest['model']> {
  if (!model) throw mismatch('The manifest does not say which model the embeddings are of.')
  const { layers, hiddenSize } = model
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

function embeddingOf(facts: Facts, means: Uint8Array): ForeignEmbedding {
  const { depth, windows, device, decoder } = facts
  return {
    means,
    depth: depth === 'full' ? 'full' : 'quick',
    windows: Math.max(1, Number(windows ?? 1)),
    device: String(device ?? ''),
    decoder: String(decoder ?? ''),
    analysedAt: madeAt(facts),
  }
}

/**
 * Takes the means of an export, whose model the library gets to know with the first row. Problem: `checkpoint-mismatch`.
 */
export function takeMeans(
  db: Database,
  manifest: Manifest,
  { vector }: TableManifest,
): { table: Table; take: TakeRow } {
  const model = checkedModel(db, manifest, vector)
  const table = { ...meansTable(vector.parts.length, vector.width), vector }
  let isKnown = false
  const take = takeRows(db, table, (trackId, facts, bytes) => {
    const means = usableMeans(table, bytes)
    if (!isKnown) rememberForeignModel(db, { ...model, modelId: model.id })
    isKnown = true
    return storeForeignEmbedding(db, trackId, model.id, embeddingOf(facts, means))
  })
  return { table, take }
}
