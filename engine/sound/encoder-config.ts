import { z } from 'zod'
import { problem } from '../../contract/problem.ts'
import { SAMPLE_RATE } from './windows.ts'

const size = (max: number) => z.int().positive().max(max)

/** The sizes a `config.json` must state, with bounds far above any published encoder of this family. */
const sizes = z.object({
  hidden_size: size(8192),
  num_hidden_layers: size(96),
  num_attention_heads: size(256),
  intermediate_size: size(65_536),
  conv_dim: z.array(size(8192)).min(1).max(16),
  conv_kernel: z.array(size(256)).min(1).max(16),
  conv_stride: z.array(size(256)).min(1).max(16),
  num_conv_pos_embeddings: size(1024),
  num_conv_pos_embedding_groups: size(1024),
  layer_norm_eps: z.number().positive().max(1),
  _name_or_path: z.string().optional(),
})

/** Every key that selects another computation than the one written here, with the only value that is right. */
const fixedChoices: Readonly<Record<string, { value: unknown; required?: true }>> = {
  model_type: { value: 'mert_model', required: true },
  hidden_act: { value: 'gelu', required: true },
  feat_extract_activation: { value: 'gelu', required: true },
  feat_extract_norm: { value: 'group', required: true },
  sample_rate: { value: SAMPLE_RATE },
  feature_extractor_cqt: { value: false },
  deepnorm: { value: false },
  do_stable_layer_norm: { value: false },
  conv_bias: { value: false },
  conv_pos_batch_norm: { value: false },
  feat_proj_layer_norm: { value: true },
}

/** The shape of a MERT encoder, as its `config.json` states it. */
export interface EncoderConfig {
  hiddenSize: number
  /** Transformer layers; the encoder has one hidden state more. */
  layers: number
  heads: number
  feedForwardSize: number
  /** Channels, kernel and stride of each convolution of the front end. */
  convolutions: readonly { channels: number; kernel: number; stride: number }[]
  positionKernel: number
  positionGroups: number
  layerNormEpsilon: number
}

const published = 'Naghma reads MERT-v1-95M and models trained from it, such as CultureMERT-95M.'

function mismatch(reason: string): Error {
  return problem(
    'checkpoint-mismatch',
    `This is not a model Naghma can use: ${reason}. ${published}`,
  )
}

/**
 * Reads a parsed `config.json`. Problem: `checkpoint-mismatch`, with the reason, for another architecture or any
 * option whose computation differs from MERT-v1-95M's.
 */
export function readEncoderConfig(json: unknown): { config: EncoderConfig; name: string } {
  const object = z.record(z.string(), z.unknown()).safeParse(json)
  if (!object.success) throw mismatch('config.json does not hold an object')
  for (const [key, { value, required }] of Object.entries(fixedChoices)) {
    const given = object.data[key]
    if (given === undefined && !required) continue
    if (given !== value)
      throw mismatch(
        `its config.json has ${key} ${JSON.stringify(given) ?? 'missing'}, not ${JSON.stringify(value)}`,
      )
  }
  const parsed = sizes.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw mismatch(`its config.json has a wrong ${issue?.path.join('.')} (${issue?.message})`)
  }
  const c = parsed.data
  if (c.conv_dim.length !== c.conv_kernel.length || c.conv_dim.length !== c.conv_stride.length)
    throw mismatch('conv_dim, conv_kernel and conv_stride differ in length')
  if (c.hidden_size % c.num_attention_heads !== 0)
    throw mismatch('hidden_size is no multiple of num_attention_heads')
  if (c.hidden_size % c.num_conv_pos_embedding_groups !== 0)
    throw mismatch('hidden_size is no multiple of num_conv_pos_embedding_groups')
  if (c.num_conv_pos_embeddings % 2 !== 0) throw mismatch('num_conv_pos_embeddings is odd')
  return {
    config: {
      hiddenSize: c.hidden_size,
      layers: c.num_hidden_layers,
      heads: c.num_attention_heads,
      feedForwardSize: c.intermediate_size,
      convolutions: c.conv_dim.map((channels, i) => ({
        channels,
        kernel: c.conv_kernel[i] ?? 0,
        stride: c.conv_stride[i] ?? 0,
      })),
      positionKernel: c.num_conv_pos_embeddings,
      positionGroups: c.num_conv_pos_embedding_groups,
      layerNormEpsilon: c.layer_norm_eps,
    },
    name: c._name_or_path ?? '',
  }
}

/**
 * Reads a parsed `preprocessor_config.json`: whether the input is brought to mean 0 and variance 1.
 * Problem: `checkpoint-mismatch` for another sample rate.
 */
export function readDoNormalize(json: unknown): boolean {
  const parsed = z
    .object({ do_normalize: z.boolean().default(true), sampling_rate: z.number().optional() })
    .safeParse(json)
  if (!parsed.success) throw mismatch('preprocessor_config.json has no usable do_normalize')
  const rate = parsed.data.sampling_rate ?? SAMPLE_RATE
  if (rate !== SAMPLE_RATE)
    throw mismatch(`its preprocessor_config.json asks for ${rate} Hz, not ${SAMPLE_RATE}`)
  return parsed.data.do_normalize
}
