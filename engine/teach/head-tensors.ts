import { setImmediate } from 'node:timers/promises'
import { type Database, oncePerDatabase } from '../../native/sqlite.ts'
import type { Head } from '../heads/head.ts'
import { tensorBytes } from '../heads/head-file.ts'

/** Written in one piece: some 10 ms. */
const PIECE_BYTES = 2 * 1024 * 1024

const statements = oncePerDatabase((db) => ({
  next: db.prepare<[], number>('SELECT ifnull(max(tensors), 0) + 1 FROM head_tensors').pluck(),
  keep: db.prepare<[number, number, Uint8Array]>(
    'INSERT INTO head_tensors (tensors, piece, bytes) VALUES (?, ?, ?)',
  ),
  get: db
    .prepare<[number], Buffer>('SELECT bytes FROM head_tensors WHERE tensors = ? ORDER BY piece')
    .pluck(),
  drop: db.prepare<[number]>('DELETE FROM head_tensors WHERE tensors = ?'),
  dropLeft: db.prepare<[]>(
    `DELETE FROM head_tensors WHERE tensors NOT IN
       (SELECT tensors FROM head_version WHERE tensors IS NOT NULL)`,
  ),
}))

/** The tensors of a head as its file has them, in pieces that are no copies. */
function piecesOf(head: Head): Uint8Array[] {
  return tensorBytes(head.tensors).flatMap((bytes) =>
    Array.from({ length: Math.ceil(bytes.length / PIECE_BYTES) }, (_, n) =>
      bytes.subarray(n * PIECE_BYTES, (n + 1) * PIECE_BYTES),
    ),
  )
}

/**
 * Keeps the tensors of a large head, a piece at a time that others are let through between, before the version that will
 * name them by the number that is answered. Null where the head is small and lies in the version itself.
 */
export async function keepTensors(db: Database, head: Head): Promise<number | null> {
  const pieces = piecesOf(head)
  if (pieces.reduce((sum, { length }) => sum + length, 0) <= PIECE_BYTES) return null
  const tensors = statements(db).next.get() ?? 1
  try {
    for (const [n, piece] of pieces.entries()) {
      statements(db).keep.run(tensors, n, piece)
      await setImmediate()
    }
  } catch (error) {
    dropTensors(db, tensors)
    throw error
  }
  return tensors
}

/** The pieces in their order. */
export function readTensors(db: Database, tensors: number): Buffer[] {
  return statements(db).get.all(tensors)
}

/** Removes what no version came to name. */
export function dropTensors(db: Database, tensors: number): void {
  statements(db).drop.run(tensors)
}

/** Removes what imports that were ended have left. */
export function dropLeftTensors(db: Database): void {
  statements(db).dropLeft.run()
}
