import type { Database } from '../../native/sqlite.ts'
import {
  type ForeignEmbedding,
  rememberForeignModel,
  storeForeignEmbedding,
} from '../analysis/embedding-store.ts'
import type { Manifest, TableManifest } from './manifest.ts'
import { checkedModel, mismatch } from './manifest-model.ts'
import type { Table } from './table.ts'
import { meansTable } from './tables.ts'
import { type Facts, halvesOf, madeAt, type TakeRow, takeRows } from './take-rows.ts'

/** Problem: `checkpoint-mismatch` where the means are not those of a model of such layers. */
function refuseOther(
  { layers, hiddenSize }: NonNullable<Manifest['model']>,
  { parts, width }: TableManifest['vector'],
): void {
  const wanted = meansTable(layers, hiddenSize).vector.parts
  if (parts.join() !== wanted.join() || width !== hiddenSize)
    throw mismatch(
      `The means are ${parts.length} x ${width}, and a model of ${layers} layers of ${hiddenSize} values is named.`,
    )
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
  const model = checkedModel(db, manifest)
  refuseOther(model, vector)
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
