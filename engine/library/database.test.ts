import { execFileSync, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqlite } from '../../native/sqlite.ts'
import { openLibrary } from './database.ts'
import { withLibraryProblems } from './library-problem.ts'
import { migrations } from './schema/migrations.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'naghma-library-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function countSettings(dataFolder: string): number {
  const library = openLibrary(dataFolder)
  const count = library.db.prepare<[], number>('SELECT count(*) FROM setting').pluck().get()
  library.close()
  return count ?? -1
}

function save(dataFolder: string, key: string): void {
  const library = openLibrary(dataFolder)
  library.db.prepare<[string]>("INSERT INTO setting VALUES (?, '1')").run(key)
  library.close()
}

test('a new library has the newest schema, strict tables, WAL read back, foreign keys on', () => {
  const { db, journalMode, close } = openLibrary(join(folder, 'new', 'place'))
  expect(journalMode).toBe('wal')
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
  expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
  expect(db.pragma('user_version', { simple: true })).toBe(migrations.length)
  expect(
    db
      .prepare(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
      )
      .all(),
  ).toEqual([])
  close()
  close()
})

test('closing leaves one file, and opening again keeps what was saved', () => {
  save(folder, 'a')
  expect(existsSync(join(folder, 'library.sqlite-wal'))).toBe(false)
  expect(countSettings(folder)).toBe(1)
})

test('a newer library is refused and left as it is', () => {
  save(folder, 'a')
  const db = openSqlite(join(folder, 'library.sqlite'))
  db.pragma(`user_version = ${migrations.length + 1}`)
  db.close()
  expect(() => openLibrary(folder)).toThrow(expect.objectContaining({ code: 'library-newer' }))
  const again = openSqlite(join(folder, 'library.sqlite'))
  expect(again.prepare('SELECT count(*) AS n FROM setting').get()).toEqual({ n: 1 })
  again.close()
})

test('an older library is copied, then migrated; a failing migration changes nothing', () => {
  save(folder, 'a')
  const second = "ALTER TABLE setting ADD COLUMN note TEXT NOT NULL DEFAULT ''"
  expect(() =>
    openLibrary(folder, { schema: [...migrations, `${second}; SELECT nonsense();`] }),
  ).toThrow()
  expect(countSettings(folder)).toBe(1)

  const library = openLibrary(folder, { schema: [...migrations, second] })
  expect(library.db.prepare('SELECT key, note FROM setting').all()).toEqual([
    { key: 'a', note: '' },
  ])
  library.close()
  const copy = openSqlite(join(folder, `library.before-${migrations.length + 1}.sqlite`))
  expect(copy.pragma('user_version', { simple: true })).toBe(migrations.length)
  expect(copy.prepare('SELECT key FROM setting').all()).toEqual([{ key: 'a' }])
  copy.close()
})

/** A link that leads nowhere, which SQLite refuses to follow, stands where its shared memory belongs. */
function forbidSharedMemory(dataFolder: string): void {
  symlinkSync(join(dataFolder, 'nowhere', 'x'), join(dataFolder, 'library.sqlite-shm'))
}

test('where shared memory cannot be made, the journal falls back and the library works', () => {
  forbidSharedMemory(folder)
  const { db, journalMode, close } = openLibrary(folder)
  expect(journalMode).toBe('truncate')
  expect(db.pragma('synchronous', { simple: true })).toBe(2)
  db.prepare("INSERT INTO setting VALUES ('a', '1')").run()
  close()
  expect(countSettings(folder)).toBe(1)
})

test('a library left in WAL mode with unsaved log opens where WAL cannot work, losing nothing', () => {
  const writer = spawnWriter(folder)
  expect(writer).toBeGreaterThan(0)
  expect(statSync(join(folder, 'library.sqlite-wal')).size).toBeGreaterThan(0)
  rmSync(join(folder, 'library.sqlite-shm'))
  forbidSharedMemory(folder)
  const { db, journalMode, close } = openLibrary(folder)
  expect(journalMode).toBe('truncate')
  expect(db.prepare<[], number>('SELECT count(*) FROM setting').pluck().get()).toBe(writer)
  close()
})

/** Writes settings in another process that is killed with SIGKILL; returns how many it had committed. */
function spawnWriter(dataFolder: string): number {
  const script = `
    import { openLibrary } from ${JSON.stringify(join(import.meta.dirname, 'database.ts'))}
    const { db } = openLibrary(${JSON.stringify(dataFolder)})
    const insert = db.prepare("INSERT INTO setting VALUES (?, '1')")
    for (let i = 0; i < 50; i++) insert.run('key' + i)
    process.kill(process.pid, 'SIGKILL')`
  try {
    execFileSync(process.execPath, ['--input-type=module', '-e', script])
  } catch (error) {
    if (!(error instanceof Error && 'signal' in error && error.signal === 'SIGKILL')) throw error
  }
  return 50
}

test('after kill -9 in the middle of writing, the library is checked and every commit is there', async () => {
  const script = `
    import { openLibrary } from ${JSON.stringify(join(import.meta.dirname, 'database.ts'))}
    const { db } = openLibrary(${JSON.stringify(folder)})
    const insert = db.prepare("INSERT INTO setting VALUES (?, '1')")
    for (let i = 0; ; i++) {
      insert.run('key' + i)
      process.stdout.write(i + '\\n')
      await new Promise(setImmediate)
    }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script])
  let output = ''
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString()
      if (output.length > 2000) child.kill('SIGKILL')
    })
    child.on('close', () => resolve())
  })
  const committed = output.split('\n').length - 1
  expect(countSettings(folder)).toBeGreaterThanOrEqual(committed)
})

test('a damaged library is refused after an unclean close and never deleted', () => {
  const library = openLibrary(folder)
  const insert = library.db.prepare<[string, string]>('INSERT INTO setting VALUES (?, ?)')
  for (let i = 0; i < 500; i++) insert.run(`key${i}`, 'x'.repeat(400))
  library.close()
  const path = join(folder, 'library.sqlite')
  const bytes = readFileSync(path)
  bytes.fill(0x5a, bytes.length - 60_000, bytes.length - 20_000)
  writeFileSync(path, bytes)
  writeFileSync(`${path}-wal`, 'left over')
  expect(() => openLibrary(folder)).toThrow(expect.objectContaining({ code: 'library-damaged' }))
  expect(readFileSync(path)).toEqual(bytes)
})

test('a file that is not a database is refused and left as it is', () => {
  const path = join(folder, 'library.sqlite')
  writeFileSync(path, 'not a database '.repeat(1000))
  expect(() => openLibrary(folder)).toThrow(expect.objectContaining({ code: 'library-damaged' }))
  expect(readFileSync(path, 'utf8')).toContain('not a database')
})

test('a full disk is a problem in words, and nothing saved before is lost', (context) => {
  const disk = join(folder, 'disk')
  mkdirSync(disk)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk], { stdio: 'ignore' })
  } catch {
    context.skip('mounting a small tmpfs needs root')
  }
  try {
    const library = openLibrary(disk)
    const insert = library.db.prepare<[string, string]>('INSERT INTO setting VALUES (?, ?)')
    let saved = 0
    expect(() =>
      withLibraryProblems(() => {
        for (;;) {
          insert.run(`key${saved}`, 'x'.repeat(10_000))
          saved++
        }
      }),
    ).toThrow(expect.objectContaining({ code: 'disk-full' }))
    expect(saved).toBeGreaterThan(0)
    library.close()
    expect(countSettings(disk)).toBe(saved)
    expect(() =>
      openLibrary(disk, { schema: [...migrations, 'CREATE TABLE more (id INTEGER) STRICT'] }),
    ).toThrow(expect.objectContaining({ code: 'disk-full' }))
    expect(countSettings(disk)).toBe(saved)
  } finally {
    execFileSync('umount', [disk])
  }
})
