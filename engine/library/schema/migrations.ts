import library from './001-library.ts'
import modes from './002-modes.ts'
import attention from './003-attention.ts'
import favourites from './004-favourites.ts'
import loudness from './005-loudness.ts'
import playlists from './006-playlists.ts'
import ignore from './007-ignore.ts'
import heads from './008-heads.ts'
import tagsVersion from './009-tags-version.ts'
import headTensors from './010-head-tensors.ts'
import keptWindows from './011-kept-windows.ts'
import counting from './012-counting.ts'

/** Every migration in order; `user_version` is how many have run. Released ones are never edited. */
export const migrations: readonly string[] = [
  library,
  modes,
  attention,
  favourites,
  loudness,
  playlists,
  ignore,
  heads,
  tagsVersion,
  headTensors,
  keptWindows,
  counting,
]
