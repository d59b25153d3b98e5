/** Adam (Kingma and Ba 2015) with PyTorch's defaults; `weightDecay` is an L2 penalty, added to the gradient. */
export interface Adam {
  step(gradient: Float32Array, learningRate: number): void
}

const BETA_1 = 0.9
const BETA_2 = 0.999
const EPSILON = 1e-8

/** Changes `values` in place at each step. */
export function adam(values: Float32Array, weightDecay: number): Adam {
  const first = new Float32Array(values.length)
  const second = new Float32Array(values.length)
  let steps = 0
  return {
    step(gradient, learningRate) {
      steps++
      const rate = learningRate / (1 - BETA_1 ** steps)
      const scale = 1 / (1 - BETA_2 ** steps)
      for (let i = 0; i < values.length; i++) {
        const slope = gradient[i]! + weightDecay * values[i]!
        const m = BETA_1 * first[i]! + (1 - BETA_1) * slope
        const v = BETA_2 * second[i]! + (1 - BETA_2) * slope * slope
        first[i] = m
        second[i] = v
        values[i]! -= (rate * m) / (Math.sqrt(v * scale) + EPSILON)
      }
    },
  }
}
