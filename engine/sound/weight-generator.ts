import { mkdir, open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readEncoderConfig } from './encoder-config.ts'
import { elementCount, encoderTensors, type Shape } from './encoder-tensors.ts'
import { fileProblem } from './file-problem.ts'
import { SAMPLE_RATE } from './windows.ts'

export type GeneratedSize = 'tiny' | 'full'

/** A tensor's values are uniform in `center` ± `scale`. */
interface Distribution {
  center: number
  scale: number
}

const sharpened = /(q_proj|k_proj|output_dense|conv_layers\.[1-9]\d*\.conv)\.weight$/

/**
 * Gains that keep random activations alive through twelve layers without saturating the softmax. Scales are multiples
 * of 1/4096, so that `center + scale * x` is exact in double precision and every platform rounds to the same float32.
 */
export function weightDistribution(name: string, shape: Shape): Distribution {
  if (name === 'masked_spec_embed') return { center: 0, scale: 1 }
  if (name.endsWith('.weight_g')) return { center: 2, scale: 1 }
  if (name.endsWith('.weight_v')) return { center: 0, scale: 1 / 16 }
  if (name.endsWith('layer_norm.weight')) return { center: 1, scale: 0.25 }
  if (name.endsWith('.bias'))
    return { center: 0, scale: /^feature_.*layer_norm\.bias$/.test(name) ? 0.25 : 0.125 }
  const fanIn = elementCount(shape.slice(1))
  const gain = sharpened.test(name) ? 1.5 : 1
  return { center: 0, scale: Math.round(gain * Math.sqrt(3 / fanIn) * 4096) / 4096 }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

/** The generated values of one tensor: mulberry32 seeded by FNV-1a of its name. The same on every machine. */
export function generateWeights(name: string, shape: Shape): Float32Array {
  const { center, scale } = weightDistribution(name, shape)
  const values = new Float32Array(elementCount(shape))
  let state = fnv1a(name)
  for (let i = 0; i < values.length; i++) {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    const x = (((t ^ (t >>> 14)) >>> 8) - 8388608) / 8388608
    values[i] = center + scale * x
  }
  return values
}

const dimensions = {
  tiny: { hidden: 48, layers: 3, heads: 4, feedForward: 96, channels: 32 },
  full: { hidden: 768, layers: 12, heads: 12, feedForward: 3072, channels: 512 },
} as const satisfies Record<GeneratedSize, unknown>

function generatedConfig(size: GeneratedSize): Record<string, unknown> {
  const { hidden, layers, heads, feedForward, channels } = dimensions[size]
  return {
    _name_or_path: `naghma/${size}-random-weights`,
    architectures: ['MERTModel'],
    attention_relax: -1,
    conv_bias: false,
    conv_dim: Array(7).fill(channels),
    conv_kernel: [10, 3, 3, 3, 3, 2, 2],
    conv_stride: [5, 2, 2, 2, 2, 2, 2],
    deepnorm: false,
    do_stable_layer_norm: false,
    feat_extract_activation: 'gelu',
    feat_extract_norm: 'group',
    feat_proj_layer_norm: true,
    feature_extractor_cqt: false,
    hidden_act: 'gelu',
    hidden_size: hidden,
    intermediate_size: feedForward,
    layer_norm_eps: 1e-5,
    model_type: 'mert_model',
    num_attention_heads: heads,
    num_conv_pos_embedding_groups: 16,
    num_conv_pos_embeddings: 128,
    num_hidden_layers: layers,
    sample_rate: SAMPLE_RATE,
  }
}

const preprocessorConfig = {
  do_normalize: true,
  feature_extractor_type: 'Wav2Vec2FeatureExtractor',
  feature_size: 1,
  padding_side: 'right',
  padding_value: 0,
  return_attention_mask: true,
  sampling_rate: SAMPLE_RATE,
}

/** The tensors of a generated checkpoint, in the byte order of their names as the safetensors writer sorts them. */
export function generatedTensors(size: GeneratedSize): [name: string, shape: Shape][] {
  const { config } = readEncoderConfig(generatedConfig(size))
  const tensors = [...encoderTensors(config)]
  tensors.push(['masked_spec_embed', [config.hiddenSize]])
  return tensors.sort(([a], [b]) => (a < b ? -1 : 1))
}

function safetensorsHeader(tensors: readonly [string, Shape][]): Buffer {
  let offset = 0
  const entries: Record<string, unknown> = { __metadata__: { format: 'pt' } }
  for (const [name, shape] of tensors) {
    const end = offset + elementCount(shape) * 4
    entries[name] = { dtype: 'F32', shape, data_offsets: [offset, end] }
    offset = end
  }
  const json = Buffer.from(JSON.stringify(entries))
  const padded = Buffer.alloc(8 + Math.ceil(json.length / 8) * 8, ' ')
  padded.writeBigUInt64LE(BigInt(padded.length - 8))
  json.copy(padded, 8)
  return padded
}

/**
 * Writes a checkpoint folder with generated weights, the same bytes on every machine: `full` has the shape of
 * MERT-v1-95M (378 MB), `tiny` three small layers (0.4 MB). Its config.json says that the weights are random. One
 * tensor is in memory at a time. Problems: `disk-full`, `permission-denied`, `io-error`.
 */
export async function writeGeneratedCheckpoint(folder: string, size: GeneratedSize): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    const config = JSON.stringify(generatedConfig(size), null, 2)
    await writeFile(join(folder, 'config.json'), config)
    const preprocessor = JSON.stringify(preprocessorConfig, null, 2)
    await writeFile(join(folder, 'preprocessor_config.json'), preprocessor)
    const tensors = generatedTensors(size)
    await using file = await open(join(folder, 'model.safetensors'), 'w')
    await file.appendFile(safetensorsHeader(tensors))
    for (const [name, shape] of tensors) {
      const values = generateWeights(name, shape)
      await file.appendFile(new Uint8Array(values.buffer))
    }
  } catch (error) {
    throw fileProblem(error, folder)
  }
}
