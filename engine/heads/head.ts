/** How a head makes one vector of the layers of a track. */
export const aggregations = ['conv', 'weighted-sum'] as const
/**
 * `conv`: a learned factor a layer and a bias, the 1x1 convolution of CultureMERT's model card. `weighted-sum`: factors
 * that are positive and add up to 1 (a softmax of what is learned), as MARBLE does.
 */
export type Aggregation = (typeof aggregations)[number]

export interface HeadTag {
  vocabulary: string
  tag: string
  /** What people read. */
  name: string
  /** Divides the logit before the sigmoid or softmax; above 0. */
  temperature: number
  /** From this probability on the tag is said; null where no probability is good enough: the head abstains. */
  threshold: number | null
  /** The number of the group in which exactly one is true (softmax); null for a tag by itself (sigmoid). */
  group: number | null
  /** Examples that had it, and that had it not. */
  positives: number
  negatives: number
  /** Area under the ROC curve on examples that it was not learned from; null where none could tell: it then abstains. */
  rocAuc: number | null
}

/** The encoder whose means a head reads. */
export interface HeadEncoder {
  modelId: string
  name: string
  layers: number
  hiddenSize: number
}

export interface HeadTensor {
  shape: number[]
  data: Float32Array
}

/**
 * A small network on the frozen encoder's layer means that predicts tags: standardise, aggregate the layers, perhaps one
 * hidden layer with ReLU, and one logit a tag. Plain data that holds all that a prediction needs.
 */
export interface Head {
  encoder: HeadEncoder
  aggregation: Aggregation
  /** Size of the hidden layer, or null for a linear head. */
  hidden: number | null
  tags: HeadTag[]
  /** Named and shaped by `tensorShapes`; finite float32. */
  tensors: Record<string, HeadTensor>
  trainedOn: {
    tracks: number
    description: string
    /** Milliseconds, UTC. */
    at: number
    seed: number
    /** Version of Naghma. */
    library: string
  }
}

/**
 * The tensors of a head. `mean` and `deviation` standardise the means; `layerWeights` are the factors as they are
 * applied (of a weighted sum after the softmax); `w1`, `b1` are the hidden layer, where there is one; `w2`, `b2` the
 * outputs.
 */
export function tensorShapes(
  head: Pick<Head, 'encoder' | 'hidden'> & { tags: readonly unknown[] },
): Record<string, number[]> {
  const { layers, hiddenSize } = head.encoder
  const outputs = head.tags.length
  return {
    mean: [layers, hiddenSize],
    deviation: [layers, hiddenSize],
    layerWeights: [layers],
    layerBias: [1],
    ...(head.hidden === null ? {} : { w1: [head.hidden, hiddenSize], b1: [head.hidden] }),
    w2: [outputs, head.hidden ?? hiddenSize],
    b2: [outputs],
  }
}

/** The values of a tensor that a head must have. */
export function tensorOf(head: Head, name: string): Float32Array {
  const tensor = head.tensors[name]
  if (!tensor) throw new Error(`a head without ${name}`)
  return tensor.data
}
