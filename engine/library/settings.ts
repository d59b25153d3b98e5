import {
  type Settings,
  type SettingsChange,
  settings as settingsSchema,
} from '../../contract/engine.ts'
import type { Database } from '../../native/sqlite.ts'

const defaults: Settings = {
  cores: null,
  depth: 'quick',
  quickWindows: 12,
  device: 'auto',
  int8: false,
  pauseOnBattery: true,
  onlyWhenIdle: false,
  hours: null,
  analyseOnPlay: true,
  compareBy: null,
  mirror: null,
  proxy: null,
  analyseNewTracks: true,
  listenForModes: true,
  tradition: null,
  rareMakams: false,
  ffmpeg: null,
  dailyBackup: true,
  stopWithLastPage: false,
}

const oneSetting = settingsSchema.partial()

/** The user's settings. One that was never set, or that this version cannot read, has its default. */
export function getSettings(db: Database): Settings {
  const saved = db
    .prepare<[], { key: string; value: string }>('SELECT key, value FROM setting')
    .all()
    .flatMap(({ key, value }) => {
      const one = oneSetting.safeParse({ [key]: parseJson(value) })
      return one.success ? [one.data] : []
    })
  return Object.assign({ ...defaults }, ...saved)
}

/** Saves the settings that are given and returns all of them. */
export function changeSettings(db: Database, changes: SettingsChange): Settings {
  const save = db.prepare<[string, string]>(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  )
  db.transaction(() => {
    for (const [key, value] of Object.entries(changes))
      if (value !== undefined) save.run(key, JSON.stringify(value))
  })()
  return getSettings(db)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
