import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { problem } from '../../contract/problem.ts'
import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import {
  encoderFilesAreGood,
  markEncoderUsed,
  modelFile,
  removeOldEncoders,
  removeStalePartials,
  writeEncoderFiles,
} from './encoder-files.ts'
import { encoderGraph } from './encoder-graph.ts'
import { digestMemory } from './file-digest.ts'
import { fileProblem } from './file-problem.ts'

/** Part of every model id: raise it when the graph computes anything else, so that old and new never mix. */
export const CONVERTER_VERSION = 1

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
}

export interface EnsureOptions {
  /** Told the share of a conversion that is done, 0..1; not called when none is needed. */
  onProgress?: (share: number) => void
  signal?: AbortSignal
}

function modelIdOf(sha256: string, doNormalize: boolean): string {
  return `${sha256}-c${CONVERTER_VERSION}${doNormalize ? '' : '-raw'}`
}

/** Reads tensors, refusing values that would make every result meaningless. */
async function finiteTensor(checkpoint: Checkpoint, name: string): Promise<Float32Array> {
  const values = await checkpoint.tensor(name)
  if (!values.every(Number.isFinite))
    throw problem(
      'checkpoint-unreadable',
      `The weights are damaged: ${name} holds values that are not numbers. Get the file again.`,
    )
  return values
}

async function ensureFiles(
  checkpoint: Checkpoint,
  cacheFolder: string,
  { onProgress, signal }: EnsureOptions,
): Promise<Encoder> {
  const { config, doNormalize, name, randomWeights } = checkpoint
  await mkdir(cacheFolder, { recursive: true })
  await removeStalePartials(cacheFolder)
  const memory = digestMemory(join(cacheFolder, 'digests.json'))
  const sha256 = await memory.sha256(checkpoint.file, () => checkpoint.sha256(signal))
  const modelId = modelIdOf(sha256, doNormalize)
  const folder = join(cacheFolder, modelId)
  const settings = JSON.stringify({ converter: CONVERTER_VERSION, doNormalize, config })
  if (!(await encoderFilesAreGood(folder, settings, memory, signal))) {
    const graph = encoderGraph(config, doNormalize, (tensor) => finiteTensor(checkpoint, tensor))
    await writeEncoderFiles(folder, graph, settings, { onProgress, signal })
    await removeOldEncoders(folder)
  }
  await markEncoderUsed(folder)
  return {
    modelId,
    name,
    file: join(folder, modelFile),
    layers: config.layers + 1,
    hiddenSize: config.hiddenSize,
    randomWeights,
  }
}

/**
 * The encoder of a checkpoint, converted into `cacheFolder` unless an undamaged conversion is there already. A new
 * conversion replaces all but the one used last.
 * Problems: those of `openCheckpoint`; `disk-full`, which leaves nothing half-written; `cancelled` by `signal`.
 */
export async function ensureEncoder(
  checkpointPath: string,
  cacheFolder: string,
  options: EnsureOptions = {},
): Promise<Encoder> {
  const checkpoint = await openCheckpoint(checkpointPath)
  try {
    return await ensureFiles(checkpoint, cacheFolder, options)
  } catch (cause) {
    if (options.signal?.aborted)
      throw problem('cancelled', 'The conversion of the model was cancelled.', { cause })
    throw fileProblem(cause, cacheFolder)
  } finally {
    await checkpoint.close()
  }
}
