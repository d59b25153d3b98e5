import library from './001-library.ts'
import modes from './002-modes.ts'

/** Every migration in order; `user_version` is how many have run. Released ones are never edited. */
export const migrations: readonly string[] = [library, modes]
