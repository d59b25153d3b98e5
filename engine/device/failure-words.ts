/** What the runtime is known to say, and what that means. */
const known: readonly [pattern: RegExp, words: Readonly<Record<string, string>> | string][] = [
  [
    /no supported adapters/i,
    {
      linux:
        'No graphics card with a Vulkan driver was found. Where there is a card, install its Vulkan driver.',
      win32: 'No graphics card with a Direct3D 12 driver was found. Install the card’s driver.',
      darwin: 'No graphics card with Metal was found.',
    },
  ],
  [
    /failed to load (shared )?library/i,
    'The libraries for CUDA could not be loaded: they need CUDA 12 with cuDNN 9 and NVIDIA’s driver.',
  ],
  [/backend not found/i, 'This build of ONNX Runtime does not have it.'],
  [/requires f16/i, 'The graphics card cannot compute with half precision.'],
]

/** An error of the runtime in words a user can do something with; its own words where it is not known. */
export function failureWords(message: string, platform: string = process.platform): string {
  const words = known.find(([pattern]) => pattern.test(message))?.[1]
  const found = typeof words === 'object' ? words[platform] : words
  return found ?? `It could not compute the model: ${message}`
}
