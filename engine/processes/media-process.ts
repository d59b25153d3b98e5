import { availableParallelism, constants, setPriority } from 'node:os'
import { extname } from 'node:path'
import type { CallOptions } from './calls.ts'
import { serveCalls } from './calls.ts'
import { connectToEngine } from './engine-port.ts'
import type { MediaCalls } from './media-calls.ts'
import { startThread } from './node-ports.ts'
import { threadPool } from './thread-pool.ts'

setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

/** A tag reader that has not answered by then hangs; its thread is ended. */
const FACTS_PATIENCE = { total: 10_000 }
/** The largest playlist that is read takes some seconds. */
const PLAYLIST_PATIENCE = { total: 60_000 }
/** A whole payload may be gigabytes on a slow drive, but some of it must move. */
const DIGEST_PATIENCE = { total: 15 * 60_000 }
/** A decoder or encoder that tells nothing for so long hangs. */
const DECODE_PATIENCE = { silent: 120_000 }

const entry = new URL(`./media-worker${extname(import.meta.filename)}`, import.meta.url)
const cores = availableParallelism()
const pool = (size: number) =>
  threadPool<MediaCalls>(() => startThread('reading thread', entry), size)
const readers = pool(Math.min(4, Math.max(2, cores)))
const embedders = pool(Math.max(2, cores))
const listeners = pool(Math.max(2, cores))
const converters = pool(2)
const measurers = pool(1)
const analysers = { sound: embedders, mode: listeners }

function relay({ signal, notify }: { signal: AbortSignal; notify(value: unknown): void }) {
  return { signal, onNotify: notify } satisfies CallOptions
}

serveCalls<MediaCalls>(await connectToEngine(), {
  facts: (input, context) =>
    readers.run((thread, options) => thread.facts(input, options), FACTS_PATIENCE, relay(context)),
  playlist: (input, context) =>
    readers.run(
      (thread, options) => thread.playlist(input, options),
      PLAYLIST_PATIENCE,
      relay(context),
    ),
  fullDigest: (input, context) =>
    readers.run(
      (thread, options) => thread.fullDigest(input, options),
      DIGEST_PATIENCE,
      relay(context),
    ),
  embed: (input, context) =>
    embedders.run(
      (thread, options) => thread.embed(input, options),
      DECODE_PATIENCE,
      relay(context),
    ),
  embedDepths: (input, context) =>
    embedders.run(
      (thread, options) => thread.embedDepths(input, options),
      DECODE_PATIENCE,
      relay(context),
    ),
  embedWindows: (input, context) =>
    embedders.run(
      (thread, options) => thread.embedWindows(input, options),
      DECODE_PATIENCE,
      relay(context),
    ),
  listen: (input, context) =>
    listeners.run(
      (thread, options) => thread.listen(input, options),
      DECODE_PATIENCE,
      relay(context),
    ),
  convert: (input, context) =>
    converters.run(
      (thread, options) => thread.convert(input, options),
      DECODE_PATIENCE,
      relay(context),
    ),
  peaks: (input, context) =>
    measurers.run(
      (thread, options) => thread.peaks(input, options),
      DECODE_PATIENCE,
      relay(context),
    ),
  pause: (input) => analysers[input.kind].broadcast((thread) => thread.pause(input)),
})
