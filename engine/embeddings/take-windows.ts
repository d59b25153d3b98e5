import type { Database } from '../../native/sqlite.ts'
import { meansFromBlob } from '../sound/means.ts'
import { type KeptWindow, keepWindows, keptOf } from './kept-windows.ts'
import type { Manifest, TableManifest } from './manifest.ts'
import { checkedModel, mismatch } from './manifest-model.ts'
import { named, type Row, type Table } from './table.ts'
import { windowsTable } from './tables.ts'
import { type Facts, halvesOf, type Taken, type TakeRow, trackOf } from './take-rows.ts'

/**
 * How far a mean of windows may be from the one that the library has, as a share of the largest value that takes part: both
 * are rounded, and another device may have made it. Windows of another place or track are further away.
 */
const MEAN_DIFFERS = 2 ** -6

/** The windows of one track, as they come. */
interface Coming {
  trackId: number
  title: string
  windows: KeptWindow[]
  rows: number
  /** Why they cannot be taken. */
  refused: string | undefined
}

/**
 * Takes the windows of an export, all of a track or none: they must be those that the mean of the track, which the library
 * has by the same model, was made of. The rows of a track follow each other. Problem: `checkpoint-mismatch`.
 */
export function takeWindows(
  db: Database,
  manifest: Manifest,
  { vector }: TableManifest,
): { table: Table; take: TakeRow; finish: () => Taken[] } {
  const model = checkedModel(db, manifest)
  const layers = vector.parts.map((part) => Number(/^layer_(\d+)$/.exec(part)?.[1] ?? Number.NaN))
  const isUsable = layers.every((layer, at) => layer < model.layers && layers.indexOf(layer) === at)
  if (!isUsable || vector.width !== model.hiddenSize)
    throw mismatch(
      `The windows are of ${vector.parts.join(', ')} of ${vector.width} values each, and ${model.name} has layers 0 to ${model.layers - 1} of ${model.hiddenSize}.`,
    )
  const table = { ...windowsTable(layers, vector.width), vector }
  const sound = db.prepare<[string, number], { windows: number; means: Buffer }>(
    'SELECT windows, means FROM sound WHERE model_id = ? AND track_id = ?',
  )
  const done = new Set<number>()
  let coming: Coming | undefined

  function add(to: Coming, facts: Facts, bytes: Uint8Array): void {
    to.rows++
    if (to.refused !== undefined) return
    const most = sound.get(model.id, to.trackId)?.windows
    if (most === undefined)
      to.refused = 'The library has no embedding of it by this model; import that first'
    else if (to.rows > most) to.refused = `Its embedding here is of ${most} windows, not of these`
    else
      try {
        to.windows.push(windowOf(table, facts, bytes, to.windows.at(-1)))
      } catch (error) {
        if (!(error instanceof RangeError)) throw error
        to.refused = error.message
      }
  }

  function finish(): Taken[] {
    if (!coming) return []
    const { trackId, title, windows, rows, refused } = coming
    coming = undefined
    done.add(trackId)
    const of = { trackId, modelId: model.id }
    const mean = sound.get(model.id, trackId)
    const reason =
      refused ??
      (mean?.windows !== rows || !isMeanOf(windows, layers, model.hiddenSize, mean.means)
        ? 'These are not the windows that its embedding here was made of'
        : undefined)
    if (reason !== undefined) return [{ outcome: 'refused', title, message: `${reason}.`, rows }]
    const kept = keptOf(db, of)
    if (kept?.windows === rows && layers.every((layer) => kept.layers.includes(layer)))
      return [{ outcome: 'kept', rows }]
    keepWindows(db, of, layers, windows)
    return [{ outcome: 'stored', trackId, rows }]
  }

  function take(row: Row): Taken[] {
    const facts = named(table, row)
    const found = trackOf(db, facts)
    if ('outcome' in found) return [...finish(), found]
    const { trackId, title } = found
    const before = coming?.trackId === trackId ? [] : finish()
    coming ??= { trackId, title, windows: [], rows: 0, refused: undefined }
    if (done.has(trackId)) coming.refused = 'Its windows do not follow each other'
    add(coming, facts, row.vector)
    return before
  }

  return { table, take, finish }
}

/** Throws a RangeError that says what is wrong with a row. */
function windowOf(
  table: Table,
  { window, start, end, device, decoder }: Facts,
  bytes: Uint8Array,
  before: KeptWindow | undefined,
): KeptWindow {
  if (typeof window !== 'number' || typeof start !== 'number' || typeof end !== 'number')
    throw new RangeError('A window does not say which it is, and when')
  if (!(start >= 0 && start < end && window > (before?.number ?? -1)))
    throw new RangeError('Its windows are not in the order of time')
  const halves = halvesOf(table, bytes)
  if (!halves.every(Number.isFinite)) throw new RangeError('A value is not a number')
  return {
    ...{ number: window, start, end, vector: new Uint8Array(halves.buffer) },
    ...{ device: String(device ?? ''), decoder: String(decoder ?? '') },
  }
}

/** Whether the mean of windows, of some layers, is what is stored of all layers. */
function isMeanOf(
  windows: readonly KeptWindow[],
  layers: readonly number[],
  hiddenSize: number,
  stored: Buffer,
): boolean {
  const mean = meansFromBlob(stored)
  const vectors = windows.map(({ vector }) => new Float16Array(new Uint8Array(vector).buffer))
  return layers.every((layer, at) => {
    for (let i = 0; i < hiddenSize; i++) {
      let sum = 0
      let largest = 0
      for (const vector of vectors) {
        const value = vector[at * hiddenSize + i]!
        sum += value
        largest = Math.max(largest, Math.abs(value))
      }
      const differs = Math.abs(sum / vectors.length - mean[layer * hiddenSize + i]!)
      if (!(differs <= MEAN_DIFFERS * largest + 2 ** -10)) return false
    }
    return true
  })
}
