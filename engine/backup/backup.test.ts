import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, mkdtemp, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSqlite } from '../../native/sqlite.ts'
import { runCli } from '../cli/fixtures/run-cli.ts'
import { type Library, openLibrary } from '../library/database.ts'
import { backupsFolder, listBackups } from './backup-files.ts'
import { checkLibrary } from './check-library.ts'
import { removeOld } from './daily-backup.ts'
import { makeBackup } from './make-backup.ts'
import { finishRestore, stageRestore } from './restore.ts'

const worker = new URL('./backup-worker.ts', import.meta.url)
let folder: string
let library: Library | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naghma-backup-'))
})
afterEach(async () => {
  library?.close()
  library = undefined
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** Settings are rows like any other; long ones make the file large. */
function fill(opened: Library, rows: number, value: string): void {
  const save = opened.db.prepare<[string, string]>(
    'INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)',
  )
  opened.db.transaction(() => {
    for (let n = 0; n < rows; n++) save.run(`row ${n}`, value)
    save.run('mark', value.slice(0, 1))
  })()
}

function open(journal: 'wal' | 'truncate' = 'wal'): Library {
  library = openLibrary(folder, { journal })
  return library
}

function markOf(path: string): string | undefined {
  const db = openSqlite(path)
  try {
    return db.prepare<[], string>("SELECT value FROM setting WHERE key = 'mark'").pluck().get()
  } finally {
    db.close()
  }
}

function make(opened: Library, more: Partial<Parameters<typeof makeBackup>[0]> = {}) {
  return makeBackup({
    library: opened,
    worker,
    folder: backupsFolder(folder),
    name: 'library-2026-01-02-030405.sqlite',
    kind: 'asked',
    ...more,
  })
}

/** A process that does something with the backups of the folder, over and over, until it is killed. */
async function startProcess(body: string): Promise<ChildProcess> {
  const from = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)
  const program = `
    import { openLibrary } from ${from('../library/database.ts')}
    import { makeBackup } from ${from('./make-backup.ts')}
    import { stageRestore } from ${from('./restore.ts')}
    const folder = ${JSON.stringify(folder)}
    const worker = new URL(${from('./backup-worker.ts')})
    console.log('ready')
    ${body}`
  const file = join(folder, 'program.mjs')
  await writeFile(file, program)
  return spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] })
}

async function killAfter(child: ChildProcess, milliseconds: number): Promise<void> {
  const exited = once(child, 'exit')
  if (child.stdout) await once(child.stdout, 'data')
  await setTimeout(milliseconds)
  child.kill('SIGKILL')
  expect(await exited).toEqual([null, 'SIGKILL'])
}

describe('a backup', () => {
  test.each(['wal', 'truncate'] as const)(
    'is one moment of a library that is written to meanwhile (%s)',
    async (journal) => {
      const opened = open(journal)
      fill(opened, 4_000, 'a'.repeat(1_000))
      const fractions: number[] = []
      const writing = setInterval(() => fill(opened, 20, 'b'.repeat(1_000)), 1)
      const { backup } = await make(opened, {
        onProgress: ({ state, fraction }) => {
          if (state === 'copying') fractions.push(fraction ?? 0)
        },
      }).finally(() => clearInterval(writing))
      expect(fractions.length).toBeGreaterThan(1)
      expect(await readdir(backupsFolder(folder))).toEqual(['library-2026-01-02-030405.sqlite'])
      expect(listBackups(folder)).toEqual([backup])
      expect(checkLibrary(backup.path)).toEqual({ tracks: 0, sounds: 0, entries: 0 })
    },
  )

  test('that is cancelled leaves nothing', async () => {
    const opened = open()
    fill(opened, 8_000, 'a'.repeat(1_000))
    const asked = new AbortController()
    const made = make(opened, { signal: asked.signal, onProgress: () => asked.abort() })
    await expect(made).rejects.toMatchObject({ code: 'cancelled' })
    expect(await readdir(backupsFolder(folder))).toEqual([])
  })

  test('whose process is killed leaves the library and every whole backup', async () => {
    fill(open(), 8_000, 'a'.repeat(1_000))
    library?.close()
    for (const milliseconds of [5, 60, 150]) {
      const child = await startProcess(`
        const library = openLibrary(folder)
        for (let n = 0; ; n++)
          await makeBackup({ library, worker, folder: folder + '/backups', kind: 'asked',
            name: 'library-2026-01-02-' + String(n).padStart(6, '0') + '.sqlite' })`)
      await killAfter(child, milliseconds)
      open()
      library?.close()
      for (const { path } of listBackups(folder)) expect(markOf(path)).toBe('a')
    }
  })

  test('of each day is kept for seven days, and those asked for for ever', async () => {
    open()
    const { backup } = await make(library as Library)
    for (let day = 1; day <= 9; day++) {
      const daily = join(backupsFolder(folder), `library-2026-02-0${day}.sqlite`)
      await copyFile(backup.path, daily)
      await utimes(daily, day, day)
    }
    await removeOld(listBackups(folder))
    const names = listBackups(folder).map(({ path }) => path.slice(-13, -7))
    expect(names).toEqual([
      '030405',
      '-02-09',
      '-02-08',
      '-02-07',
      '-02-06',
      '-02-05',
      '-02-04',
      '-02-03',
    ])
  })
})

describe('a restore', () => {
  test('sets the library aside with its log, and can be taken back', async () => {
    const opened = open()
    fill(opened, 10, 'a')
    const { backup } = await make(opened)
    fill(opened, 10, 'b')
    // As if the process had died: the log stays, with the last changes in it.
    for (const rest of ['', '-wal'])
      await copyFile(`${opened.path}${rest}`, join(folder, `kept${rest}`))
    opened.close()
    for (const rest of ['', '-wal'])
      await copyFile(join(folder, `kept${rest}`), `${opened.path}${rest}`)

    const { setAside } = await stageRestore({ dataFolder: folder, path: backup.path, worker })
    expect(open().db.prepare("SELECT value FROM setting WHERE key = 'mark'").pluck().get()).toBe(
      'a',
    )
    library?.close()
    expect(existsSync(join(folder, 'restore.json'))).toBe(false)

    await stageRestore({ dataFolder: folder, path: setAside, worker })
    expect(open().db.prepare("SELECT value FROM setting WHERE key = 'mark'").pluck().get()).toBe(
      'b',
    )
    expect(
      listBackups(folder)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['asked', 'before-restore', 'before-restore'])
  })

  test.each([
    ['text', 'library-damaged', (path: string) => writeFile(path, 'Not a library'.repeat(1_000))],
    ['a torn file', 'library-damaged', (path: string) => truncate(path, 60_000)],
    [
      'one of a newer Naghma',
      'library-newer',
      async (path: string) => {
        const db = openSqlite(path)
        db.pragma('user_version = 9999')
        db.close()
      },
    ],
    [
      'another database',
      'library-damaged',
      async (path: string) => {
        await rm(path)
        const db = openSqlite(path)
        db.exec('CREATE TABLE recipe (name TEXT)')
        db.close()
      },
    ],
  ])('refuses %s, and changes nothing', async (_, code, spoil) => {
    const opened = open()
    fill(opened, 400, 'a'.repeat(500))
    const { backup } = await make(opened)
    await spoil(backup.path)
    const before = (await readdir(folder)).sort()
    const staged = stageRestore({ dataFolder: folder, path: backup.path, worker })
    await expect(staged).rejects.toMatchObject({ code })
    expect((await readdir(folder)).sort()).toEqual(before)
  })

  test('whose process is killed anywhere loses neither library nor backup', async () => {
    const opened = open()
    fill(opened, 4_000, 'a'.repeat(1_000))
    const { backup } = await make(opened)
    fill(opened, 4_000, 'b'.repeat(1_000))
    opened.close()
    for (const milliseconds of [2, 40, 110]) {
      const child = await startProcess(`
        for (;;) {
          await stageRestore({ dataFolder: folder, path: ${JSON.stringify(backup.path)}, worker })
          openLibrary(folder).close()
        }`)
      await killAfter(child, milliseconds)
      finishRestore(folder)
      open().close()
      const all = [join(folder, 'library.sqlite'), ...listBackups(folder).map(({ path }) => path)]
      const marks = all.map(markOf)
      expect(marks).not.toContain(undefined)
      expect(marks).toContain('a')
      expect(marks.filter((mark) => mark === 'b')).toHaveLength(1)
    }
  })
})

test('a damaged library names its newest good backup, which the command line restores', async () => {
  const opened = open()
  fill(opened, 400, 'a'.repeat(500))
  const { backup } = await make(opened)
  const torn = join(backupsFolder(folder), 'library-2026-01-03.sqlite')
  await copyFile(backup.path, torn)
  await truncate(torn, 20_000)
  opened.close()
  await writeFile(opened.path, 'x'.repeat(100_000))

  const failed = await runCli(['--data', folder, 'status'], folder)
  expect(failed.code).toBe(1)
  expect(failed.err).toContain('damaged')
  expect(failed.err).toContain(`restore "${backup.path}"`)

  const restored = await runCli(['--data', folder, '--json', 'restore', 'latest'], folder)
  expect(restored.err).toBe('')
  const { setAside } = JSON.parse(restored.out)
  expect((await stat(setAside)).size).toBe(100_000)
  expect(markOf(opened.path)).toBe('a')
})
