import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** Path of a file or folder of models/fixtures. */
export function fixture(path: string): string {
  return fileURLToPath(new URL(`../../models/fixtures/${path}`, import.meta.url))
}

export function fixtureFloats(path: string): Float32Array {
  return new Float32Array(new Uint8Array(readFileSync(fixture(path))).buffer)
}

export function fixtureJson<T>(path: string): T {
  return JSON.parse(readFileSync(fixture(path), 'utf8'))
}

export const tinyCheckpoints = [
  'st-legacy',
  'st-parametrized',
  'bin-torch113-archive',
  'bin-torch113-ordereddict',
  'bin-torch213',
]

/** Absolute tolerances of the reference outputs, by what is compared. */
export const tolerances = fixtureJson<{ tolerances: Record<string, number> }>('manifest.json')
  .tolerances as Readonly<
  Record<
    | 'tiny_hidden_abs'
    | 'tiny_mean_abs'
    | 'full_hidden_abs'
    | 'full_mean_abs'
    | 'normalize_abs'
    | 'resample_abs',
    number
  >
>

/** The largest absolute difference; NaN when the lengths differ or a value is NaN. */
export function maxDifference(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Number.NaN
  return a.reduce((max, value, i) => Math.max(max, Math.abs(value - (b[i] ?? Number.NaN))), 0)
}

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'naghma-sound-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
