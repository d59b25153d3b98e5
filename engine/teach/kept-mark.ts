import type { Database } from '../../native/sqlite.ts'

/** A word that the library keeps for the engine itself, among the settings of its user. */
export interface KeptMark {
  get(): string | undefined
  set(word: string): void
  clear(): void
}

export function keptMark(db: Database, key: 'headsTold' | 'headsCancelled'): KeptMark {
  const get = db.prepare<[string], string>('SELECT value FROM setting WHERE key = ?').pluck()
  const set = db.prepare<[string, string]>(
    `INSERT INTO setting (key, value) VALUES (?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  )
  const clear = db.prepare<[string]>('DELETE FROM setting WHERE key = ?')
  return {
    get: () => get.get(key),
    set: (word) => void set.run(key, word),
    clear: () => void clear.run(key),
  }
}
