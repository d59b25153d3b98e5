import type { FileHandle } from 'node:fs/promises'
import { z } from 'zod'
import { problem } from '../../contract/problem.ts'
import { elementCount } from './encoder-tensors.ts'
import {
  contiguousStrides,
  elementBytes,
  readFully,
  type StoredTensor,
  truncated,
} from './stored-tensor.ts'

const PREFIX_BYTES = 8
/** The format's own limit on the header. */
const MAX_HEADER_BYTES = 100_000_000

const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()).max(8),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
})

function unreadable(reason: string, cause?: unknown): Error {
  return problem('checkpoint-unreadable', `The weights are not a safetensors file: ${reason}.`, {
    cause,
  })
}

/**
 * The tensors a safetensors header lists. `dataStart` is where the header ends in the file, `fileSize` the length of
 * the file. Problems: `checkpoint-unreadable`, `checkpoint-truncated` for data beyond the end of the file.
 */
export function parseSafetensorsHeader(
  header: Uint8Array,
  dataStart: number,
  fileSize: number,
): Map<string, StoredTensor> {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(header))
  } catch (cause) {
    throw unreadable('its header is not JSON', cause)
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw unreadable('its header is not an object')
  const tensors = new Map<string, StoredTensor>()
  for (const [name, value] of Object.entries(json)) {
    if (name === '__metadata__') continue
    const entry = entrySchema.safeParse(value)
    if (!entry.success) throw unreadable(`the entry of ${name} is malformed`)
    const { dtype, shape, data_offsets } = entry.data
    const [begin, end] = data_offsets
    const width = elementBytes[dtype]
    if (end < begin || (width !== undefined && elementCount(shape) * width !== end - begin))
      throw unreadable(`the size of ${name} does not fit its shape`)
    if (dataStart + end > fileSize) throw truncated()
    tensors.set(name, { dtype, shape, strides: contiguousStrides(shape), start: dataStart + begin })
  }
  return tensors
}

/** Lists the tensors of an open safetensors file; reads the header only. */
export async function readSafetensors(
  file: FileHandle,
  fileSize: number,
): Promise<Map<string, StoredTensor>> {
  const prefix = new Uint8Array(PREFIX_BYTES)
  await readFully(file, prefix, 0)
  const headerBytes = Number(new DataView(prefix.buffer).getBigUint64(0, true))
  if (headerBytes > MAX_HEADER_BYTES) throw unreadable('it does not begin with a header')
  if (PREFIX_BYTES + headerBytes > fileSize) throw truncated()
  const header = new Uint8Array(headerBytes)
  await readFully(file, header, PREFIX_BYTES)
  return parseSafetensorsHeader(header, PREFIX_BYTES + headerBytes, fileSize)
}
