import type { FileHandle } from 'node:fs/promises'
import { problem } from '../../contract/problem.ts'
import { elementCount, type Shape } from './encoder-tensors.ts'

/** Where one tensor of a checkpoint lies in its file. */
export interface StoredTensor {
  /** The container's name for its number format, such as `F32`; only those in `elementBytes` can be read. */
  dtype: string
  shape: Shape
  /** In elements, per dimension. */
  strides: readonly number[]
  /** Byte offset of the first element in the file. */
  start: number
}

export const elementBytes: Readonly<Record<string, number>> = { F32: 4, F16: 2, BF16: 2 }

/** Strides of a row-major tensor without gaps. */
export function contiguousStrides(shape: Shape): number[] {
  return shape.map((_, i) => elementCount(shape.slice(i + 1)))
}

export function truncated(cause?: unknown): Error {
  return problem(
    'checkpoint-truncated',
    'The weights file ends too early: it was not copied or downloaded whole. Get it again.',
    { cause },
  )
}

/** Fills `buffer` from `position`. Problem: `checkpoint-truncated` when the file ends before. */
export async function readFully(
  file: FileHandle,
  buffer: Uint8Array,
  position: number,
): Promise<void> {
  let filled = 0
  while (filled < buffer.byteLength) {
    const left = buffer.byteLength - filled
    const { bytesRead } = await file.read(buffer, filled, left, position + filled)
    if (bytesRead === 0) throw truncated()
    filled += bytesRead
  }
}

function widen(dtype: string, bytes: ArrayBuffer): Float32Array {
  if (dtype === 'F32') return new Float32Array(bytes)
  if (dtype === 'F16') return new Float32Array(new Float16Array(bytes))
  const halves = new Uint16Array(bytes)
  const words = new Uint32Array(halves.length)
  for (let i = 0; i < halves.length; i++) words[i] = (halves[i] ?? 0) << 16
  return new Float32Array(words.buffer)
}

function gather(values: Float32Array, shape: Shape, strides: readonly number[]): Float32Array {
  const gathered = new Float32Array(elementCount(shape))
  const index = shape.map(() => 0)
  for (let i = 0; i < gathered.length; i++) {
    gathered[i] = values[index.reduce((sum, at, d) => sum + at * (strides[d] ?? 0), 0)] ?? 0
    for (let d = shape.length - 1; d >= 0; d--) {
      index[d] = ((index[d] ?? 0) + 1) % (shape[d] ?? 1)
      if (index[d] !== 0) break
    }
  }
  return gathered
}

/** Reads one tensor as float32, row-major; F16 and BF16 are widened exactly. */
export async function readStoredTensor(
  file: FileHandle,
  { dtype, shape, strides, start }: StoredTensor,
): Promise<Float32Array> {
  const width = elementBytes[dtype]
  if (width === undefined)
    throw problem('checkpoint-mismatch', `The weights are stored as ${dtype}, not as floats.`)
  const span = shape.reduce((last, size, d) => last + (size - 1) * (strides[d] ?? 0), 1)
  const bytes = new Uint8Array(span * width)
  await readFully(file, bytes, start)
  const values = widen(dtype, bytes.buffer)
  const rowMajor = contiguousStrides(shape)
  const contiguous = shape.every((size, d) => size === 1 || strides[d] === rowMajor[d])
  return contiguous ? values : gather(values, shape, strides)
}
