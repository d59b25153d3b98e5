/** What the build makes of the files the shell starts, relative to its output folder. */
export const builtEntries = {
  preload: 'electron/preload.cjs',
  engine: 'engine/host-utility.js',
  media: 'engine/processes/media-process.js',
  inference: 'engine/processes/inference-process.js',
  training: 'engine/processes/training-process.js',
} as const
