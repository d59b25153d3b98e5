import type { Column, Table } from './table.ts'

/** What rows are found again by: the digest of a track's audio, in hexadecimal digits. */
const identity: Column = { name: 'identity', kind: 'text' }

/** Track means, [layers, hiddenSize] in float16 as the library stores them. */
export function meansTable(layers: number, hiddenSize: number): Table {
  return {
    name: 'means',
    columns: [
      identity,
      { name: 'title', kind: 'text' },
      { name: 'artist', kind: 'text' },
      { name: 'album', kind: 'text' },
      { name: 'path', kind: 'text' },
      { name: 'duration', kind: 'number' },
      { name: 'depth', kind: 'text' },
      { name: 'windows', kind: 'integer' },
      { name: 'window_starts', kind: 'numbers' },
      { name: 'device', kind: 'text' },
      { name: 'decoder', kind: 'text' },
      { name: 'analysed_at', kind: 'text' },
    ],
    vector: {
      dtype: 'float16',
      parts: Array.from({ length: layers }, (_, layer) => `layer_${layer}`),
      width: hiddenSize,
    },
  }
}
