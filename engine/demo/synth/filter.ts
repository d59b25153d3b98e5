/** A two-pole filter in transposed direct form II. */
export interface Biquad {
  b0: number
  b1: number
  b2: number
  a1: number
  a2: number
}

/** A band-pass with 0 dB at its centre (R. Bristow-Johnson, Audio EQ Cookbook). */
export function bandPass(frequency: number, q: number, sampleRate: number): Biquad {
  const w = (2 * Math.PI * frequency) / sampleRate
  const alpha = Math.sin(w) / (2 * q)
  const a0 = 1 + alpha
  return {
    b0: alpha / a0,
    b1: 0,
    b2: -alpha / a0,
    a1: (-2 * Math.cos(w)) / a0,
    a2: (1 - alpha) / a0,
  }
}

/** Adds `gain` times the filtered input to `output`, which may not be the input. */
export function addFiltered(
  input: Float32Array,
  output: Float32Array,
  { b0, b1, b2, a1, a2 }: Biquad,
  gain: number,
): void {
  let s1 = 0
  let s2 = 0
  for (let i = 0; i < input.length; i++) {
    const x = input[i]!
    const y = b0 * x + s1
    s1 = b1 * x - a1 * y + s2
    s2 = b2 * x - a2 * y
    output[i]! += gain * y
  }
}
