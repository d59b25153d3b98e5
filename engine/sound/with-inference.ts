import type { Encoder } from './convert.ts'
import type { Inference, OpenInference } from './inference.ts'

/** Does something with the loaded encoder, and again with another device where the one in use failed meanwhile. */
export async function withInference<Made>(
  inference: Inference,
  encoder: Encoder,
  work: (used: OpenInference) => Promise<Made>,
): Promise<Made> {
  const used = await inference.open(encoder)
  try {
    return await work(used)
  } catch (error) {
    if (!(await inference.gaveWay(used, error))) throw error
    return withInference(inference, encoder, work)
  }
}
