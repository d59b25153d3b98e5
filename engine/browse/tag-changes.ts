import type { Database } from '../../native/sqlite.ts'

/** What the tag index hears of writes through its connection. */
export interface TagChanges {
  /** Moves with every change. */
  count(): number
  /** Ids of tracks whose tags, tradition or listening may have changed; each is told once. */
  takeTouched(): number[]
  /** Whether so much changed that all tracks must be read again; told once. */
  everything(): boolean
}

/** Watches a connection by temporary triggers. A change that is rolled back counts too, harmlessly. */
export function watchTagChanges(db: Database): TagChanges {
  const touched = new Set<number>()
  let count = 0
  let everything = false
  db.function('naghma_tags_touched', (id: unknown) => {
    count++
    if (typeof id === 'number') touched.add(id)
    return null
  })
  db.function('naghma_all_tags_changed', () => {
    count++
    everything = true
    return null
  })
  const on = (table: string, event: string, row: 'new' | 'old', column: string) =>
    db.exec(
      `CREATE TEMP TRIGGER naghma_tags_${table}_${event.slice(0, 6)} AFTER ${event} ON main.${table}
       BEGIN SELECT naghma_tags_touched(${row}.${column}); END;`,
    )
  for (const [table, update, column] of [
    ['tag', 'state, probability', 'track_id'],
    ['mode', 'obstacle, predicted_as', 'track_id'],
    ['file', 'track_id, folder_id, missing_since', 'track_id'],
    ['track', 'artist', 'id'],
  ] as const) {
    on(table, 'INSERT', 'new', column)
    on(table, `UPDATE OF ${update}`, 'new', column)
    on(table, 'DELETE', 'old', column)
  }
  for (const event of ['INSERT', 'UPDATE', 'DELETE'])
    db.exec(
      `CREATE TEMP TRIGGER naghma_fusion_${event} AFTER ${event} ON main.fusion
       BEGIN SELECT naghma_all_tags_changed(); END;`,
    )
  db.exec(
    `CREATE TEMP TRIGGER naghma_traditions AFTER UPDATE OF tradition ON main.folder
     BEGIN SELECT naghma_all_tags_changed(); END;`,
  )
  return {
    count: () => count,
    takeTouched: () => {
      const ids = [...touched]
      touched.clear()
      return ids
    },
    everything: () => {
      const all = everything
      everything = false
      return all
    },
  }
}
