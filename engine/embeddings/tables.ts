import { profileViews } from '../mode/mode-facts.ts'
import { BINS } from '../mode/pitch-class-distribution.ts'
import type { Column, Table } from './table.ts'

/** What rows are found again by: the digest of a track's audio, in hexadecimal digits. */
const identity: Column = { name: 'identity', kind: 'text' }

/** What a row tells of its track. */
const trackColumns: readonly Column[] = [
  identity,
  { name: 'title', kind: 'text' },
  { name: 'artist', kind: 'text' },
  { name: 'album', kind: 'text' },
  { name: 'path', kind: 'text' },
  { name: 'duration', kind: 'number' },
]

const layerName = (layer: number) => `layer_${layer}`

/** Track means, [layers, hiddenSize] in float16 as the library stores them. */
export function meansTable(layers: number, hiddenSize: number): Table {
  return {
    name: 'means',
    columns: [
      ...trackColumns,
      { name: 'depth', kind: 'text' },
      { name: 'windows', kind: 'integer' },
      { name: 'window_starts', kind: 'numbers' },
      { name: 'device', kind: 'text' },
      { name: 'decoder', kind: 'text' },
      { name: 'analysed_at', kind: 'text' },
    ],
    vector: {
      dtype: 'float16',
      parts: Array.from({ length: layers }, (_, layer) => layerName(layer)),
      width: hiddenSize,
    },
  }
}

/** Each window that a mean was made of, [layers, hiddenSize] in float16; `layers` are those asked for. */
export function windowsTable(layers: readonly number[], hiddenSize: number): Table {
  return {
    name: 'windows',
    columns: [
      identity,
      { name: 'title', kind: 'text' },
      { name: 'window', kind: 'integer' },
      { name: 'start', kind: 'number' },
      { name: 'end', kind: 'number' },
      { name: 'device', kind: 'text' },
      { name: 'decoder', kind: 'text' },
    ],
    vector: { dtype: 'float16', parts: layers.map(layerName), width: hiddenSize },
  }
}

/** What was heard of a melody: its pitch-class distributions, each with a sum of 1, its tonic and its contour. */
export const profilesTable: Table = {
  name: 'profiles',
  columns: [
    ...trackColumns,
    { name: 'tonic', kind: 'number' },
    { name: 'tonic_hz', kind: 'number' },
    { name: 'tonic_confidence', kind: 'number' },
    { name: 'given_tonic', kind: 'number' },
    { name: 'obstacle', kind: 'text' },
    { name: 'faded_out', kind: 'integer' },
    { name: 'lowest', kind: 'number' },
    { name: 'highest', kind: 'number' },
    { name: 'melody_seconds', kind: 'number' },
    { name: 'listened_seconds', kind: 'number' },
    { name: 'contour', kind: 'bytes' },
    { name: 'listening', kind: 'integer' },
    { name: 'decoder', kind: 'text' },
    { name: 'analysed_at', kind: 'text' },
  ],
  vector: { dtype: 'float32', parts: profileViews, width: BINS },
}
