const combs = [0.0297, 0.0371, 0.0411, 0.0437]
const allPasses = [0.005, 0.0017]
const stereoSpread = 0.0007

function addComb(input: Float32Array, output: Float32Array, delay: number, feedback: number): void {
  const line = new Float32Array(delay)
  let at = 0
  let damped = 0
  for (let i = 0; i < input.length; i++) {
    const out = line[at]!
    damped += 0.6 * (out - damped)
    line[at] = input[i]! + feedback * damped
    at = at + 1 === delay ? 0 : at + 1
    output[i]! += 0.25 * out
  }
}

function allPass(signal: Float32Array, delay: number): void {
  const line = new Float32Array(delay)
  let at = 0
  for (let i = 0; i < signal.length; i++) {
    const held = line[at]!
    const input = signal[i]!
    const out = held - 0.6 * input
    line[at] = input + 0.6 * out
    signal[i] = out
    at = at + 1 === delay ? 0 : at + 1
  }
}

/** The echo of a small hall for one ear, without the sound itself (after Schroeder, 1962). */
export function reverberate(input: Float32Array, sampleRate: number, right: boolean): Float32Array {
  const output = new Float32Array(input.length)
  const spread = right ? stereoSpread : 0
  for (const seconds of combs) {
    addComb(input, output, Math.round((seconds + spread) * sampleRate), 0.78)
  }
  for (const seconds of allPasses) allPass(output, Math.round((seconds + spread) * sampleRate))
  return output
}
