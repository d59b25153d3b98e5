import { loadRuntime, sessionOptions } from './inference-runtime.ts'

/** A row-major float32 tensor. */
export interface GraphTensor {
  shape: readonly number[]
  data: Float32Array
}

/** A graph of operators that is computed on the processor. A run blocks the calling thread until it is done. */
export interface Graph<Output extends string> {
  /** The named outputs; all inputs of the graph are needed. The buffers are read in place, none is kept. */
  run(
    inputs: Readonly<Record<string, GraphTensor>>,
    outputs: readonly Output[],
  ): Promise<Record<Output, Float32Array>>
  release(): Promise<void>
}

/** Opens an ONNX model whose weights lie inside it, with float32 outputs of these names. */
export async function openGraph<Output extends string>(
  model: Uint8Array,
  threads: number,
): Promise<Graph<Output>> {
  const { InferenceSession, Tensor } = await loadRuntime('cpu', null)
  const session = await InferenceSession.create(model, sessionOptions('cpu', threads))
  return {
    async run(inputs, outputs) {
      const feeds = Object.entries(inputs).map(
        ([name, { shape, data }]) => [name, new Tensor('float32', data, shape)] as const,
      )
      const results = await session.run(Object.fromEntries(feeds), outputs)
      const values = outputs.map((name) => [name, results[name]?.data] as const)
      return Object.fromEntries(values) as Record<Output, Float32Array>
    },
    release: () => session.release(),
  }
}
