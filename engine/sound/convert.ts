import { join } from 'node:path'
import { problem } from '../../contract/problem.ts'
import { checkpointWarnings } from './checkpoint-warnings.ts'
import { type Conversion, withCheckpoint } from './conversion.ts'
import {
  draftEncoder,
  type EncoderDraft,
  findEncoder,
  int8FolderOf,
  markEncoderUsed,
  modelFile,
  removeOldEncoders,
  type WriteOptions,
} from './encoder-files.ts'
import { largestWeightHere } from './int8-range.ts'

/** What float16 storage may change: 1 - cosine of a layer against float32. */
export const FLOAT16_LIMIT = 2e-6

/** Shares of the time that the two forms of an encoder take to write; the rest is for comparing them. */
const FLOAT32_SHARE = 0.6
const FLOAT16_SHARE = 0.3

/** A converted checkpoint, ready for `openEncoder`. */
export interface Encoder {
  /** Names what the means depend on: the weights, the converter, and an input that is not normalised. */
  modelId: string
  /** For people; see `Checkpoint.name`. */
  name: string
  /** The ONNX model; its weights lie beside it. */
  file: string
  /** Hidden states, the embedding included: 13 for the 12 layers of MERT-v1-95M. */
  layers: number
  hiddenSize: number
  /** The weights were generated, not trained: similarity says nothing about the music. */
  randomWeights: boolean
  /** What looked odd in the checkpoint, each in a sentence; empty for one that looks sound. */
  warnings: string[]
}

/** An encoder whose transformer multiplies in 8 bits: for the processor only, faster and less exact. */
export interface Int8Encoder extends Encoder {
  precision: 'int8'
}

export interface ConversionOptions {
  /** Told the share of a conversion that is done, 0..1; not called when none is needed. */
  onProgress?: (share: number) => void
  signal?: AbortSignal
}

export interface EnsureOptions extends ConversionOptions {
  /**
   * Measures the largest 1 - cosine over all layers between two models of one encoder. Both files are moved or removed
   * afterwards, so it must have released them when it resolves. Without it float16 is not tried.
   */
  compare?: (fp32File: string, fp16File: string) => Promise<number>
  /** Cache folders of others: a conversion that is in one is used from there, and nothing is changed in it. */
  lentFrom?: readonly string[]
  /** How many other conversions stay beside a new one; one, unless told. */
  others?: number
}

/**
 * Keeps the float16 form instead of the exact one when it is as good. Whatever goes wrong with it, a disk that is too
 * small for both or values that float16 cannot hold, only means that it is not kept.
 */
async function keepFloat16(
  { graph, folder, settings }: Conversion,
  exact: EncoderDraft,
  warnings: string[],
  compare: NonNullable<EnsureOptions['compare']>,
  { onProgress, signal }: WriteOptions,
): Promise<boolean> {
  try {
    await using half = await draftEncoder(folder, graph('float16'), {
      onProgress: (share) => onProgress?.(FLOAT32_SHARE + FLOAT16_SHARE * share),
      signal,
    })
    const difference = await compare(exact.file, half.file)
    signal?.throwIfAborted()
    if (!(difference <= FLOAT16_LIMIT)) return false
    await half.keep(settings(), { matrices: 'float16', warnings })
    return true
  } catch (error) {
    if (signal?.aborted) throw error
    return false
  }
}

async function convert(
  conversion: Conversion,
  { compare, onProgress, signal }: EnsureOptions,
): Promise<string[]> {
  const { checkpoint, folder, graph, settings } = conversion
  const warnings = await checkpointWarnings(checkpoint)
  await using exact = await draftEncoder(folder, graph('float32'), {
    onProgress: (share) => onProgress?.(compare ? FLOAT32_SHARE * share : share),
    signal,
  })
  const kept =
    compare && (await keepFloat16(conversion, exact, warnings, compare, { onProgress, signal }))
  if (!kept) await exact.keep(settings(), { matrices: 'float32', warnings })
  if (compare) onProgress?.(1)
  return warnings
}

async function ensureFiles(conversion: Conversion, options: EnsureOptions): Promise<Encoder> {
  const { checkpoint, modelId, memory, settings } = conversion
  const find = (folder: string) => findEncoder(folder, settings(), memory, options.signal)
  const { config, name, randomWeights } = checkpoint
  const encoderIn = (folder: string, warnings: string[]): Encoder => ({
    modelId,
    name,
    file: join(folder, modelFile),
    layers: config.layers + 1,
    hiddenSize: config.hiddenSize,
    randomWeights,
    warnings,
  })
  for (const lender of options.lentFrom ?? []) {
    const lent = await find(join(lender, modelId))
    if (lent) return encoderIn(join(lender, modelId), lent.warnings)
  }
  const { folder } = conversion
  let warnings = (await find(folder))?.warnings
  if (!warnings) {
    warnings = await convert(conversion, options)
    await removeOldEncoders(folder, options.others ?? 1)
  }
  await markEncoderUsed(folder)
  return encoderIn(folder, warnings)
}

/**
 * The encoder of a checkpoint, converted into `cacheFolder` unless an undamaged conversion is there already. A new
 * conversion replaces all but the ones used last. It computes in float32; where `compare` shows that this changes
 * next to nothing, its matrices are stored as float16, half the size. Meanwhile both forms are on the disk.
 * Problems: those of `openCheckpoint`; `disk-full`, which leaves nothing half-written; `cancelled` by `signal`.
 */
export function ensureEncoder(
  checkpointPath: string,
  cacheFolder: string,
  options: EnsureOptions = {},
): Promise<Encoder> {
  return withCheckpoint(checkpointPath, cacheFolder, options.signal, (conversion) =>
    ensureFiles(conversion, options),
  )
}

async function ensureInt8Files(
  { folder: exactFolder, memory, settings: settingsOf, graph }: Conversion,
  encoder: Encoder,
  { onProgress, signal }: WriteOptions,
): Promise<Int8Encoder> {
  const folder = int8FolderOf(exactFolder)
  const form = { largest: await largestWeightHere() }
  const settings = settingsOf(form)
  if (!(await findEncoder(folder, settings, memory, signal))) {
    await using draft = await draftEncoder(folder, graph(form), { onProgress, signal })
    await draft.keep(settings, { matrices: 'int8', warnings: encoder.warnings })
  }
  await markEncoderUsed(folder)
  return { ...encoder, file: join(folder, modelFile), precision: 'int8' }
}

/**
 * The int8 form of an encoder, converted from the same checkpoint into a folder beside the encoder's unless it is there
 * already and fits this processor. It has the encoder's model id: its embeddings are near those of the encoder, but
 * whether near enough is for the caller to measure.
 * Problems: those of {@link ensureEncoder}; `checkpoint-mismatch` when the checkpoint is no longer the encoder's.
 */
export function ensureInt8(
  encoder: Encoder,
  checkpointPath: string,
  cacheFolder: string,
  options: ConversionOptions = {},
): Promise<Int8Encoder> {
  return withCheckpoint(checkpointPath, cacheFolder, options.signal, async (conversion) => {
    if (conversion.modelId !== encoder.modelId)
      throw problem(
        'checkpoint-mismatch',
        `The checkpoint in ${checkpointPath} has changed since it was converted. Choose the model again.`,
      )
    return ensureInt8Files(conversion, encoder, options)
  })
}
