/** Norm of each tap of `v`, [out, in, taps] row-major, over output and input channels. */
export function tapNorms(v: Float32Array, taps: number): Float64Array {
  const squares = new Float64Array(taps)
  for (let i = 0; i < v.length; i++) squares[i % taps]! += v[i]! ** 2
  return squares.map(Math.sqrt)
}

/**
 * Weight normalisation of the positional convolution, undone: w = g * v / |v| with one norm for each tap, over output
 * and input channels (torch `weight_norm(dim=2)`). `v` is [out, in, taps] row-major.
 */
export function foldWeightNorm(g: Float32Array, v: Float32Array): Float32Array {
  const taps = g.length
  const gains = tapNorms(v, taps).map((norm, tap) => g[tap]! / norm)
  return v.map((value, i) => value * gains[i % taps]!)
}
