/** The thread that reads and writes tag packs, so that the engine's own has its time for others. */
import { parentPort, workerData } from 'node:worker_threads'
import { isProblem } from '../../contract/problem.ts'
import { openSqlite } from '../../native/sqlite.ts'
import { readPack, writePack } from '../packs/pack-files.ts'
import { readVersion } from './head-store.ts'
import type { FromPackThread, PackTask } from './pack-thread.ts'

async function read({ path }: Extract<PackTask, { type: 'read' }>): Promise<void> {
  const pack = await readPack(path)
  const buffers = Object.values(pack.head.tensors).map(({ data }) => data.buffer as ArrayBuffer)
  tell({ type: 'read', pack }, buffers)
}

async function write(task: Extract<PackTask, { type: 'write' }>): Promise<void> {
  const db = openSqlite(task.library, { readonly: true })
  try {
    await writePack(task.path, readVersion(db, task.headId, task.version), task.about)
  } finally {
    db.close()
  }
  tell({ type: 'written' })
}

function tell(answer: FromPackThread, buffers: ArrayBuffer[] = []): void {
  parentPort?.postMessage(answer, buffers)
}

const task = workerData as PackTask
try {
  await (task.type === 'read' ? read(task) : write(task))
} catch (error) {
  tell({
    type: 'failed',
    code: isProblem(error) ? error.code : 'io-error',
    message: error instanceof Error ? error.message : String(error),
    field: isProblem(error) ? error.field : undefined,
  })
}
