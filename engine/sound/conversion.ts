import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { problem } from '../../contract/problem.ts'
import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import { removeStalePartials } from './encoder-files.ts'
import { type EncoderForm, encoderGraph } from './encoder-graph.ts'
import { type DigestMemory, digestMemory } from './file-digest.ts'
import { fileProblem } from './file-problem.ts'
import type { OnnxGraph } from './onnx-model.ts'

/** Part of every model id: raise it when the graph computes anything else, so that old and new never mix. */
const CONVERTER_VERSION = 2

/** What a conversion works with. */
export interface Conversion {
  checkpoint: Checkpoint
  modelId: string
  /** Of the encoder, inside the cache. */
  folder: string
  memory: DigestMemory
  /** Everything but the weights that a form depends on, as JSON text. */
  settings(form?: object): string
  graph(form: EncoderForm): OnnxGraph
}

function modelIdOf(sha256: string, doNormalize: boolean): string {
  return `${sha256}-c${CONVERTER_VERSION}${doNormalize ? '' : '-raw'}`
}

/** What a model id tells of the model; null where an id was not made here. */
export function readModelId(modelId: string): { sha256: string; converter: number } | null {
  const [, sha256, converter] = /^([0-9a-f]{64})-c(\d+)(?:-raw)?$/.exec(modelId) ?? []
  return sha256 && converter ? { sha256, converter: Number(converter) } : null
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

async function prepare(
  checkpoint: Checkpoint,
  cacheFolder: string,
  signal: AbortSignal | undefined,
): Promise<Conversion> {
  const { config, doNormalize } = checkpoint
  await mkdir(cacheFolder, { recursive: true })
  await removeStalePartials(cacheFolder)
  const memory = digestMemory(join(cacheFolder, 'digests.json'))
  const sha256 = await memory.sha256(checkpoint.file, () => checkpoint.sha256(signal))
  const modelId = modelIdOf(sha256, doNormalize)
  const read = (tensor: string) => finiteTensor(checkpoint, tensor)
  return {
    checkpoint,
    modelId,
    folder: join(cacheFolder, modelId),
    memory,
    settings: (form = {}) =>
      JSON.stringify({ converter: CONVERTER_VERSION, doNormalize, config, ...form }),
    graph: (form) => encoderGraph(config, doNormalize, read, form),
  }
}

/**
 * Opens a checkpoint for as long as `work` takes, which finds or makes a form of its encoder in `cacheFolder`.
 * Problems: those of `openCheckpoint`; `cancelled` by `signal`; `disk-full`, `permission-denied`, `io-error` of files.
 */
export async function withCheckpoint<Result>(
  checkpointPath: string,
  cacheFolder: string,
  signal: AbortSignal | undefined,
  work: (conversion: Conversion) => Promise<Result>,
): Promise<Result> {
  const checkpoint = await openCheckpoint(checkpointPath)
  try {
    return await work(await prepare(checkpoint, cacheFolder, signal))
  } catch (cause) {
    if (signal?.aborted)
      throw problem('cancelled', 'The conversion of the model was cancelled.', { cause })
    throw fileProblem(cause, cacheFolder)
  } finally {
    await checkpoint.close()
  }
}
