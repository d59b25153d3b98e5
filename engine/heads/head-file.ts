import { z } from 'zod'
import { isProblem, problem } from '../../contract/problem.ts'
import { elementCount } from '../sound/encoder-tensors.ts'
import { parseSafetensorsHeader } from '../sound/safetensors.ts'
import { aggregations, type Head, type HeadTensor, tensorShapes } from './head.ts'

const FORMAT = 'naghma-head'
const VERSION = 1
const PREFIX_BYTES = 8
const MAX_HEADER_BYTES = 16_000_000

const text = z.string().max(1_000)
const size = z.int().min(1).max(16_384)
const amount = z.int().nonnegative()
const share = z.number().min(0).max(1)

/** Everything of a head but its tensors. */
export const headDescription = z.object({
  encoder: z.object({ modelId: text, name: text, layers: size.max(256), hiddenSize: size }),
  aggregation: z.enum(aggregations),
  hidden: size.nullable(),
  tags: z
    .array(
      z.object({
        vocabulary: text,
        tag: text.min(1),
        name: text.min(1),
        temperature: z.number().positive(),
        threshold: share.nullable(),
        group: amount.nullable(),
        positives: amount,
        negatives: amount,
        rocAuc: share.nullable(),
      }),
    )
    .min(1)
    .max(10_000),
  trainedOn: z.object({
    tracks: amount,
    description: z.string().max(100_000),
    at: z.int(),
    seed: z.int(),
    library: text,
  }),
})

const metadataSchema = z.object({
  __metadata__: z.object({ format: z.literal(FORMAT), version: z.string(), manifest: z.string() }),
})

function broken(reason: string, cause?: unknown): Error {
  return problem('head-broken', `This is not a head that can be used: ${reason}.`, { cause })
}

/** The words of what went wrong inside, without their last full stop. */
function reasonOf(error: unknown): string {
  const words = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
  return words.replace(/^\w*(Error|Problem): /, '').replace(/\.$/, '')
}

function manifestOf(header: Uint8Array) {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(header))
    const { version, manifest } = metadataSchema.parse(json).__metadata__
    if (Number(version) > VERSION)
      throw problem(
        'head-newer',
        'This head was made by a newer version of Naghma. Update Naghma to use it.',
      )
    return headDescription.parse(JSON.parse(manifest))
  } catch (error) {
    if (isProblem(error)) throw error
    throw broken(`its description cannot be read (${reasonOf(error)})`, error)
  }
}

function headerOf(bytes: Uint8Array): Uint8Array {
  if (bytes.byteLength < PREFIX_BYTES) throw broken('it ends too early')
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  if (length > MAX_HEADER_BYTES) throw broken('it does not begin with a header')
  if (PREFIX_BYTES + length > bytes.byteLength) throw broken('it ends too early')
  return bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + length)
}

function tensorsOf(
  bytes: Uint8Array,
  header: Uint8Array,
  shapes: Record<string, number[]>,
): Record<string, HeadTensor> {
  const stored = parseSafetensorsHeader(header, PREFIX_BYTES + header.length, bytes.byteLength)
  const tensors: Record<string, HeadTensor> = {}
  for (const [name, shape] of Object.entries(shapes)) {
    const found = stored.get(name)
    if (!found) throw broken(`${name} is missing`)
    if (found.dtype !== 'F32' || found.shape.join() !== shape.join())
      throw broken(`${name} is not [${shape.join(', ')}] in float32`)
    const begin = found.start
    // Copied, as it may begin anywhere (`slice` of a Buffer would only look at it).
    const copy = Uint8Array.from(bytes.subarray(begin, begin + elementCount(shape) * 4))
    const data = new Float32Array(copy.buffer)
    if (!isFiniteThroughout(data)) throw broken(`${name} holds values that are not numbers`)
    tensors[name] = { shape, data }
  }
  if (tensors.deviation?.data.some((deviation) => deviation <= 0))
    throw broken('deviation holds values that are not positive')
  return tensors
}

/** As `every(Number.isFinite)`, several times as fast. */
function isFiniteThroughout(values: Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false
  return true
}

/**
 * Reads a head that `writeHead` wrote. Checks all that a prediction relies on: names, shapes, sizes, finite numbers.
 * Problems: `head-broken`, and `head-newer` for one of a later version of the format.
 */
export function readHead(bytes: Uint8Array): Head {
  const header = headerOf(bytes)
  return headOf(manifestOf(header), bytes, header)
}

/**
 * The head of a description whose tensors lie in a safetensors file, whatever else that says. Checks them as `readHead`
 * does. Problem: `head-broken`.
 */
export function readWeights(description: Omit<Head, 'tensors'>, bytes: Uint8Array): Head {
  return headOf(description, bytes, headerOf(bytes))
}

function headOf(description: Omit<Head, 'tensors'>, bytes: Uint8Array, header: Uint8Array): Head {
  try {
    return { ...description, tensors: tensorsOf(bytes, header, tensorShapes(description)) }
  } catch (error) {
    if (isProblem(error) && error.code === 'head-broken') throw error
    throw broken(reasonOf(error), error)
  }
}

/** One safetensors file: the tensors, and everything else as JSON in its metadata. */
export function writeHead(head: Head): Uint8Array<ArrayBuffer> {
  return joined([headStart(head), ...tensorBytes(head.tensors)])
}

/** The file of `writeHead` before its tensors. */
export function headStart({ tensors, ...manifest }: Head): Uint8Array<ArrayBuffer> {
  return weightsStart(tensors, {
    format: FORMAT,
    version: String(VERSION),
    manifest: JSON.stringify(manifest),
  })
}

/** The bytes of each tensor, in the order of the file; no copies. */
export function tensorBytes(tensors: Head['tensors']): Uint8Array[] {
  return Object.values(tensors).map(
    ({ data }) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  )
}

/** Tensors as a safetensors file. */
export function writeWeights(tensors: Head['tensors']): Uint8Array<ArrayBuffer> {
  return joined([weightsStart(tensors), ...tensorBytes(tensors)])
}

function weightsStart(
  tensors: Head['tensors'],
  metadata?: Record<string, string>,
): Uint8Array<ArrayBuffer> {
  let end = 0
  const entries = Object.entries(tensors).map(([name, { shape, data }]) => {
    const begin = end
    end += data.byteLength
    return [name, { dtype: 'F32', shape, data_offsets: [begin, end] }] as const
  })
  const header = new TextEncoder().encode(
    JSON.stringify({
      ...(metadata && { __metadata__: metadata }),
      ...Object.fromEntries(entries),
    }),
  )
  const padding = (8 - (header.length % 8)) % 8
  const bytes = new Uint8Array(PREFIX_BYTES + header.length + padding)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length + padding), true)
  bytes.fill(0x20, PREFIX_BYTES)
  bytes.set(header, PREFIX_BYTES)
  return bytes
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
