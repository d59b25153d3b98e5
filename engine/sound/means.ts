/** Mean over the windows of a track, each weighing the same. */
export interface RunningMean {
  /** [layers, hiddenSize] of one window. */
  add(windowMeans: Float32Array): void
  readonly windows: number
  /** The mean so far as stored in the library, see `meansFromBlob`. Throws when no window was added. */
  toBlob(): Uint8Array
}

export function runningMean(layers: number, hiddenSize: number): RunningMean {
  const sum = new Float64Array(layers * hiddenSize)
  let windows = 0
  return {
    add: (windowMeans) => {
      if (windowMeans.length !== sum.length)
        throw new RangeError(`${windowMeans.length} values are not ${layers} x ${hiddenSize}`)
      for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] ?? 0) + (windowMeans[i] ?? 0)
      windows++
    },
    get windows() {
      return windows
    },
    toBlob: () => {
      if (windows === 0) throw new RangeError('There is no mean of no windows')
      return new Uint8Array(Float16Array.from(sum, (total) => total / windows).buffer)
    },
  }
}

/**
 * The means of a stored blob: float16, little-endian (as is every platform Naghma runs on), [layers, hiddenSize]
 * row-major, 2 bytes a value.
 */
export function meansFromBlob(blob: Uint8Array): Float32Array {
  if (blob.byteLength % 2 !== 0) throw new RangeError(`${blob.byteLength} bytes are no float16`)
  return new Float32Array(new Float16Array(new Uint8Array(blob).buffer))
}
