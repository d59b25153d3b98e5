import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLibrary } from './database.ts'
import { changeSettings, getSettings } from './settings.ts'

test('settings have defaults, are kept, and a value that cannot be read is its default', () => {
  const folder = mkdtempSync(join(tmpdir(), 'naghma-settings-'))
  const first = openLibrary(folder)
  expect(getSettings(first.db)).toMatchObject({ depth: 'quick', cores: null, ffmpeg: null })
  changeSettings(first.db, { depth: 'full', cores: 2 })
  first.db.prepare(`UPDATE setting SET value = '"a lot"' WHERE key = 'cores'`).run()
  first.db.prepare(`INSERT INTO setting VALUES ('unknown', 'not JSON')`).run()
  first.close()
  const again = openLibrary(folder)
  expect(getSettings(again.db)).toMatchObject({ depth: 'full', cores: null })
  again.close()
  rmSync(folder, { recursive: true })
})
