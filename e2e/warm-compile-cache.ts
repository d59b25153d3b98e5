import { globSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

/**
 * Run by itself: compiles what the engine starts by its path into the folder that NODE_COMPILE_CACHE names. Those
 * processes and threads end by force, and so leave no cache to the next. Outside an engine each refuses to run, once
 * everything it imports is compiled.
 */
const entries = globSync('engine/*/*-{process,worker}.ts')
await Promise.allSettled(entries.map((entry) => import(pathToFileURL(entry).href)))
process.exit()
