import type { Shape } from './encoder-tensors.ts'
import { toFloat16 } from './float16.ts'
import {
  type Attribute,
  type Domain,
  type ElementType,
  FLOAT,
  type OnnxConstant,
  type OnnxNode,
  type OnnxWeight,
  type WeightValues,
} from './onnx-model.ts'

/** Collects nodes and values; an operation is named after its output. */
export class GraphBuilder {
  readonly nodes: OnnxNode[] = []
  readonly weights: OnnxWeight[] = []
  readonly constants: OnnxConstant[] = []
  readonly #matrixType: 'float32' | 'float16'

  /** `matrixType`: how weights of more than one dimension, nearly all of the values, are stored. */
  constructor(matrixType: 'float32' | 'float16') {
    this.#matrixType = matrixType
  }

  node(
    output: string,
    operator: string,
    inputs: readonly string[],
    attributes: Record<string, Attribute> = {},
    domain: Domain = '',
  ): string {
    this.nodes.push({ operator, domain, inputs, output, attributes })
    return output
  }

  integers(name: string, ...values: number[]): string {
    if (!this.constants.some((constant) => constant.name === name))
      this.constants.push({
        name,
        shape: [values.length],
        values: BigInt64Array.from(values, BigInt),
      })
    return name
  }

  float(name: string, value: number): string {
    this.constants.push({ name, shape: [], values: Float32Array.of(value) })
    return name
  }

  /** A float32 value; where it is stored as float16, the runtime casts it back when it loads the model. */
  weight(name: string, shape: Shape, load: () => Promise<Float32Array>): string {
    if (shape.length < 2 || this.#matrixType === 'float32')
      return this.stored(name, 'float32', shape, load)
    const half = this.stored(`${name}/float16`, 'float16', shape, async () =>
      toFloat16(await load()),
    )
    return this.node(name, 'Cast', [half], { to: FLOAT })
  }

  stored(name: string, type: ElementType, shape: Shape, load: () => Promise<WeightValues>): string {
    this.weights.push({ name, type, shape, load })
    return name
  }

  timeMean(output: string, input: string): string {
    return this.node(output, 'ReduceMean', [input, this.integers('axis_1', 1)], { keepdims: 1 })
  }
}
