import type { EncoderConfig } from './encoder-config.ts'

export type Shape = readonly number[]

export function elementCount(shape: Shape): number {
  return shape.reduce((product, dimension) => product * dimension, 1)
}

/**
 * Names and shapes of the tensors an encoder of this shape needs, in the model's own order and naming
 * (`weight_g` / `weight_v` for the weight-normed positional convolution). Linear weights are [out, in].
 */
export function encoderTensors(config: EncoderConfig): Map<string, Shape> {
  const { hiddenSize, feedForwardSize, convolutions, positionKernel, positionGroups } = config
  const tensors = new Map<string, Shape>()
  const norm = (name: string, width: number) => {
    tensors.set(`${name}.weight`, [width])
    tensors.set(`${name}.bias`, [width])
  }
  const linear = (name: string, out: number, width: number) => {
    tensors.set(`${name}.weight`, [out, width])
    tensors.set(`${name}.bias`, [out])
  }

  let channelsIn = 1
  for (const [i, { channels, kernel }] of convolutions.entries()) {
    const layer = `feature_extractor.conv_layers.${i}`
    tensors.set(`${layer}.conv.weight`, [channels, channelsIn, kernel])
    if (i === 0) norm(`${layer}.layer_norm`, channels)
    channelsIn = channels
  }
  norm('feature_projection.layer_norm', channelsIn)
  linear('feature_projection.projection', hiddenSize, channelsIn)
  tensors.set('encoder.pos_conv_embed.conv.bias', [hiddenSize])
  tensors.set('encoder.pos_conv_embed.conv.weight_g', [1, 1, positionKernel])
  tensors.set('encoder.pos_conv_embed.conv.weight_v', [
    hiddenSize,
    hiddenSize / positionGroups,
    positionKernel,
  ])
  norm('encoder.layer_norm', hiddenSize)
  for (let i = 0; i < config.layers; i++) {
    const layer = `encoder.layers.${i}`
    for (const part of ['k', 'v', 'q', 'out'])
      linear(`${layer}.attention.${part}_proj`, hiddenSize, hiddenSize)
    norm(`${layer}.layer_norm`, hiddenSize)
    linear(`${layer}.feed_forward.intermediate_dense`, feedForwardSize, hiddenSize)
    linear(`${layer}.feed_forward.output_dense`, hiddenSize, feedForwardSize)
    norm(`${layer}.final_layer_norm`, hiddenSize)
  }
  return tensors
}
