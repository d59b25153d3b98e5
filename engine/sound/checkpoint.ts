import { type FileHandle, open, readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { problem } from '../../contract/problem.ts'
import { type EncoderConfig, readDoNormalize, readEncoderConfig } from './encoder-config.ts'
import { encoderTensors, type Shape } from './encoder-tensors.ts'
import { sha256OfFile } from './file-digest.ts'
import { fileProblem } from './file-problem.ts'
import { readSafetensors } from './safetensors.ts'
import { readStoredTensor, type StoredTensor } from './stored-tensor.ts'
import { readTorchArchive } from './torch-archive.ts'

/** An opened encoder checkpoint; tensors are read from the disk when asked for. */
export interface Checkpoint {
  /** The weights file. */
  file: string
  /** What to call it: the name of its folder, or of the repository for a folder of the Hugging Face cache. */
  name: string
  /** The weights were generated, not trained: nothing they say about music means anything. */
  randomWeights: boolean
  config: EncoderConfig
  doNormalize: boolean
  /** Of the tensors the encoder needs, by their names in `encoderTensors`. */
  shapes: ReadonlyMap<string, Shape>
  /** One needed tensor, float32, row-major. */
  tensor(name: string): Promise<Float32Array>
  /** Of the weights file, lower-case hex; reads the whole file. */
  sha256(signal?: AbortSignal): Promise<string>
  close(): Promise<void>
}

const weightsNames = ['model.safetensors', 'pytorch_model.bin']

function unreadable(message: string): Error {
  return problem('checkpoint-unreadable', message)
}

/** The weights file that `path`, a checkpoint's folder or its weights file, stands for. */
async function findWeights(path: string): Promise<string> {
  if (!(await stat(path)).isDirectory()) return path
  for (const name of weightsNames) {
    const file = join(path, name)
    if ((await stat(file).catch(() => undefined))?.isFile()) return file
  }
  throw unreadable(`There is neither ${weightsNames.join(' nor ')} in ${path}.`)
}

async function readJson(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw problem(
      'checkpoint-unreadable',
      `${basename(file)} could not be read beside the weights. Download it from the same place.`,
      { cause },
    )
  })
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw problem('checkpoint-unreadable', `${basename(file)} is not valid JSON.`, { cause })
  }
}

type ReadTensors = (file: FileHandle, fileSize: number) => Promise<Map<string, StoredTensor>>

/** Tells the containers apart by their first bytes, so that a renamed file is read as what it is. */
async function containerReader(handle: FileHandle, file: string): Promise<ReadTensors> {
  const name = basename(file)
  if (extname(file).toLowerCase() === '.pt')
    throw unreadable(
      `${name} is a fairseq or training file. Choose the folder with model.safetensors or pytorch_model.bin instead.`,
    )
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(24), 0, 24, 0)
  if (bytesRead === 0) throw problem('checkpoint-truncated', `${name} is empty. Get it again.`)
  if (buffer.toString('latin1').startsWith('version https://git-lfs'))
    throw unreadable(
      `${name} is only a Git LFS pointer, not the weights. Run "git lfs pull" in its folder, or download the file itself.`,
    )
  if (buffer.readUInt32BE(0) === 0x504b0304) return readTorchArchive
  if (buffer[0] === 0x80 && buffer[1] === 2 && buffer.toString('latin1', 8, 9) !== '{')
    throw unreadable(
      `${name} is a bare pickle, as PyTorch wrote before 1.6. Save it again with a newer PyTorch, or as model.safetensors.`,
    )
  return readSafetensors
}

const weightNorm: Readonly<Record<string, string>> = {
  'encoder.pos_conv_embed.conv.weight_g':
    'encoder.pos_conv_embed.conv.parametrizations.weight.original0',
  'encoder.pos_conv_embed.conv.weight_v':
    'encoder.pos_conv_embed.conv.parametrizations.weight.original1',
}
const landmark = 'feature_projection.projection.weight'

/**
 * Finds the needed tensors among the stored ones: under a constant prefix (of a model with heads), in either
 * spelling of weight normalisation; whatever else is stored is left alone.
 */
function resolveTensors(
  stored: ReadonlyMap<string, StoredTensor>,
  needed: ReadonlyMap<string, Shape>,
): Map<string, StoredTensor> {
  const prefixes = [...stored.keys()]
    .filter((name) => name === landmark || name.endsWith(`.${landmark}`))
    .map((name) => name.slice(0, -landmark.length))
    .sort((a, b) => a.length - b.length)
  const prefix = prefixes[0] ?? ''
  const resolved = new Map<string, StoredTensor>()
  const missing: string[] = []
  for (const [name, shape] of needed) {
    const found = stored.get(prefix + name) ?? stored.get(prefix + (weightNorm[name] ?? name))
    if (found === undefined) missing.push(name)
    else if (found.shape.join() !== shape.join())
      throw problem(
        'checkpoint-mismatch',
        `${name} has the shape [${found.shape}], but config.json calls for [${shape}]: the files are not of one model.`,
      )
    else resolved.set(name, found)
  }
  if (missing.length > 0)
    throw problem(
      'checkpoint-mismatch',
      `The weights lack ${missing.length} of ${needed.size} tensors, first ${missing[0]}: this is another model than its config.json says.`,
    )
  return resolved
}

function displayName(file: string): string {
  const folder = dirname(resolve(file))
  const repository = basename(dirname(dirname(folder)))
  if (basename(dirname(folder)) === 'snapshots' && repository.startsWith('models--'))
    return repository.slice('models--'.length).replaceAll('--', '/')
  return basename(folder)
}

/**
 * Opens a checkpoint: a folder with `config.json`, `preprocessor_config.json` and `model.safetensors` or
 * `pytorch_model.bin`, or such a weights file with the two JSON files beside it.
 * Problems: `not-found`, `permission-denied`, `io-error`; `checkpoint-mismatch` for another architecture,
 * `checkpoint-unsafe` for a pickle with a foreign global, `checkpoint-truncated`, `checkpoint-unreadable`.
 */
export async function openCheckpoint(path: string): Promise<Checkpoint> {
  let handle: FileHandle | undefined
  try {
    const file = await findWeights(path)
    handle = await open(file, 'r')
    const readTensors = await containerReader(handle, file)
    const folder = dirname(file)
    const { config, name } = readEncoderConfig(await readJson(join(folder, 'config.json')))
    const doNormalize = readDoNormalize(await readJson(join(folder, 'preprocessor_config.json')))
    const shapes = encoderTensors(config)
    const stored = await readTensors(handle, (await handle.stat()).size)
    const tensors = resolveTensors(stored, shapes)
    const weights = handle
    return {
      file,
      name: displayName(file),
      randomWeights: /^naghma\/.*random/.test(name),
      config,
      doNormalize,
      shapes,
      tensor: (tensorName) => {
        const tensor = tensors.get(tensorName)
        if (tensor === undefined) throw new RangeError(`No tensor is called ${tensorName}`)
        return readStoredTensor(weights, tensor)
      },
      sha256: (signal) => sha256OfFile(file, signal),
      close: () => weights.close(),
    }
  } catch (error) {
    await handle?.close()
    throw fileProblem(error, path)
  }
}
