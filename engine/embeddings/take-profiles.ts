import { type Obstacle, obstacle } from '../../contract/obstacle.ts'
import { problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import { packProfile, profileViews, type StoredProfile, unpackContour } from '../mode/mode-facts.ts'
import { type ForeignMelody, storeForeignMelody } from '../mode/mode-store.ts'
import { BINS } from '../mode/pitch-class-distribution.ts'
import type { TableManifest } from './manifest.ts'
import type { Cell, Table } from './table.ts'
import { profilesTable } from './tables.ts'
import { type Facts, madeAt, type TakeRow, takeRows } from './take-rows.ts'

/** The distributions as they are stored. Throws a RangeError that says what is wrong with them. */
function usableProfile({ vector: { dtype } }: Table, bytes: Uint8Array): Uint8Array {
  const own = new Uint8Array(bytes).buffer
  const shares = new Float32Array(dtype === 'float32' ? own : new Float16Array(own))
  if (!shares.every((share) => Number.isFinite(share) && share >= 0))
    throw new RangeError('A share of a distribution is no number from 0 on')
  const view = (name: keyof StoredProfile) => {
    const at = profileViews.indexOf(name) * BINS
    return shares.subarray(at, at + BINS)
  }
  return packProfile({
    whole: view('whole'),
    begin: view('begin'),
    end: view('end'),
    tail: view('tail'),
    drone: view('drone'),
  })
}

/** Without its contour, a mode would be told with a certainty that was not measured. */
function usableContour(contour: Cell | undefined): Uint8Array {
  if (!(contour instanceof Uint8Array)) throw new RangeError('It has no contour')
  try {
    unpackContour(contour)
  } catch (cause) {
    throw new RangeError('Its contour cannot be read', { cause })
  }
  return contour
}

function numberIn(facts: Facts, column: string): number | null {
  const value = facts[column]
  return typeof value === 'number' ? value : null
}

function obstacleIn({ obstacle: named }: Facts): Obstacle | null {
  if (!named) return null
  const known = obstacle.options.find((one) => one === named)
  if (!known) throw new RangeError(`Its obstacle “${named}” is not known`)
  return known
}

function melodyOf(facts: Facts, profile: Uint8Array): ForeignMelody {
  const number = (column: string) => numberIn(facts, column)
  const givenTonic = number('given_tonic')
  if (givenTonic !== null && givenTonic <= 0)
    throw new RangeError('Its given tonic is no frequency')
  return {
    profile,
    contour: usableContour(facts.contour),
    obstacle: obstacleIn(facts),
    fadedOut: number('faded_out') === 1,
    lowest: number('lowest'),
    highest: number('highest'),
    melodySeconds: number('melody_seconds') ?? 0,
    listenedSeconds: number('listened_seconds') ?? 0,
    givenTonic,
    version: number('listening') ?? 0,
    decoder: String(facts.decoder ?? ''),
    analysedAt: madeAt(facts),
  }
}

/** Takes what was heard of melodies; their modes are told anew by this library. Problem: `unrecognised-format`. */
export function takeProfiles(
  db: Database,
  { vector }: TableManifest,
): { table: Table; take: TakeRow } {
  const { parts, width } = profilesTable.vector
  if (vector.parts.join() !== parts.join() || vector.width !== width)
    throw problem(
      'unrecognised-format',
      `The profiles have ${vector.parts.length} distributions of ${vector.width} bins, and should have ${parts.join(', ')} of ${width}. Nothing was imported.`,
      { field: 'folder' },
    )
  const table = { ...profilesTable, vector }
  return {
    table,
    take: takeRows(db, table, (trackId, facts, bytes) =>
      storeForeignMelody(db, trackId, melodyOf(facts, usableProfile(table, bytes))),
    ),
  }
}
