/** The thread that reads tables of exports, some rows each time it is asked. */
import { parentPort, workerData } from 'node:worker_threads'
import { isProblem } from '../../contract/problem.ts'
import { npyTable } from './npy-table.ts'
import { parquetTable } from './parquet-table.ts'
import type { FromTableThread, TableTask } from './read-in-thread.ts'

const { format, folder, table, rows } = workerData as TableTask
const reading = { npy: npyTable, parquet: parquetTable }[format].read(folder, table, rows)

async function next(): Promise<FromTableThread> {
  try {
    const { done, value } = await reading.next()
    return done ? { type: 'end' } : { type: 'rows', rows: value }
  } catch (error) {
    return {
      type: 'failed',
      code: isProblem(error) ? error.code : 'io-error',
      message: error instanceof Error ? error.message : String(error),
    }
  }
}

parentPort?.on('message', () => {
  void next().then((answer) => parentPort?.postMessage(answer))
})
