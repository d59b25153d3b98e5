import { mkdtemp, readFile, rm, stat, statfs } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { ioProblem } from '../../../contract/io-problem.ts'
import type { SendOptions, SendProgress } from '../../../contract/playlist.ts'
import { isProblem, problem } from '../../../contract/problem.ts'
import { playlistAsFile, safeFileName } from '../export-playlist.ts'
import type { PlayableTrack } from '../playable-tracks.ts'
import { writePlaylistFile } from '../write-playlist-file.ts'
import { numbered } from './file-names.ts'
import { type PlannedFile, plannedPath, planSend } from './plan-send.ts'
import { partialPath, sendFile } from './send-file.ts'

export interface Sending {
  progress(): SendProgress
  /**
   * Begins to send tracks to a folder, and goes on by itself. Problems: `invalid-input` while another playlist is being
   * sent or for a path that is not whole, `not-found`, `permission-denied`, `disk-full` when it cannot hold them.
   */
  start(
    playlist: { id: number; name: string },
    tracks: readonly PlayableTrack[],
    options: Omit<SendOptions, 'id'>,
  ): Promise<SendProgress>
  /** Stops before the next file; the one that is being copied is removed again. */
  cancel(): SendProgress
  close(): Promise<void>
}

/** Progress is told at most this often, milliseconds. */
const TELL_EVERY_MS = 250
/** Before this, the speed is not worth telling, milliseconds. */
const SPEED_AFTER_MS = 2_000
/** Room that is left on the disk for everybody else, bytes. */
const SPARE_BYTES = 8 * 1024 * 1024

/** Of files that could not be sent, and of tracks without one, so many are named. */
const MOST_TOLD = 1000

const nothing: SendProgress = {
  state: 'none',
  playlistId: null,
  name: '',
  folder: '',
  done: 0,
  total: 0,
  bytes: 0,
  totalBytes: 0,
  secondsLeft: null,
  current: '',
  sent: 0,
  skipped: 0,
  failures: [],
  missing: [],
  list: null,
  message: '',
}

/** Sends one playlist at a time; what became of the last one is told until the next. */
export function createSending(onProgress: (progress: SendProgress) => void): Sending {
  let state = nothing
  let running: { controller: AbortController; work: Promise<void> } | undefined
  let toldAt = 0

  function tell(next: Partial<SendProgress>, now = true): SendProgress {
    state = { ...state, ...next }
    if (now || Date.now() - toldAt >= TELL_EVERY_MS) {
      toldAt = Date.now()
      onProgress(state)
    }
    return state
  }

  async function sendAll(
    files: readonly PlannedFile[],
    options: Omit<SendOptions, 'id'>,
    signal: AbortSignal,
  ): Promise<void> {
    const { folder, how } = options
    const begun = Date.now()
    const sentTo: { track: PlayableTrack; path: string }[] = []
    for (const file of files) {
      if (signal.aborted) break
      tell({ current: file.track.title }, false)
      const before = state.bytes
      try {
        const { path, skipped } = await sendFile({
          source: file.source,
          destination: plannedPath(folder, file),
          how,
          partial: partialPath(folder),
          signal,
          onBytes(bytes) {
            const done = state.bytes + bytes
            tell({ bytes: done, secondsLeft: secondsLeft(begun, done, state.totalBytes) }, false)
          },
        })
        sentTo.push({ track: file.track, path })
        tell(skipped ? { skipped: state.skipped + 1 } : { sent: state.sent + 1 }, false)
      } catch (error) {
        if (signal.aborted) break
        tell(
          { failures: [...state.failures, failureOf(file.track, error)].slice(0, MOST_TOLD) },
          false,
        )
        if (isProblem(error) && error.code === 'disk-full') throw error
      }
      const size = sizes.get(file) ?? 0
      tell({ done: state.done + 1, bytes: before + size }, false)
    }
    if (sentTo.length > 0) tell({ list: await writeList(state.name, folder, sentTo) })
  }

  const sizes = new WeakMap<PlannedFile, number>()

  async function measure(files: readonly PlannedFile[], how: SendOptions['how']): Promise<number> {
    let total = 0
    for (const file of files) {
      const size = how === 'link' ? 0 : await sizeOf(file.source)
      sizes.set(file, size)
      total += size
    }
    return total
  }

  return {
    progress: () => state,
    async start({ id, name }, tracks, options) {
      if (running)
        throw problem(
          'invalid-input',
          `“${state.name}” is being sent. Wait until it is done, or stop it.`,
          { field: 'id' },
        )
      const controller = new AbortController()
      const begin = Promise.withResolvers<void>()
      running = { controller, work: begin.promise }
      try {
        await refuseUnusable(options.folder)
        const { files, missing } = planSend(tracks, options)
        const totalBytes = await measure(files, options.how)
        await refuseFull(options.folder, files, options.how, (file) => sizes.get(file) ?? 0)
        tell({
          ...nothing,
          state: 'running',
          playlistId: id,
          name,
          folder: options.folder,
          total: files.length,
          totalBytes,
          missing: missing.slice(0, MOST_TOLD),
        })
        running.work = sendAll(files, options, controller.signal)
          .then(
            () => ({ state: controller.signal.aborted ? 'cancelled' : 'done' }) as const,
            (error: unknown) =>
              ({
                state: 'failed',
                message: error instanceof Error ? error.message : String(error),
              }) as const,
          )
          .then((end) => {
            running = undefined
            tell({ ...end, current: '', secondsLeft: null })
          })
        return state
      } catch (error) {
        running = undefined
        throw error
      } finally {
        begin.resolve()
      }
    },
    cancel() {
      running?.controller.abort()
      return state
    },
    async close() {
      running?.controller.abort()
      await running?.work
    },
  }
}

function failureOf({ title }: PlayableTrack, error: unknown): SendProgress['failures'][number] {
  return { title, message: error instanceof Error ? error.message : String(error) }
}

function secondsLeft(begun: number, done: number, total: number): number | null {
  const passed = Date.now() - begun
  if (passed < SPEED_AFTER_MS || done <= 0) return null
  return Math.round(((total - done) * passed) / done / 1000)
}

async function sizeOf(path: string | Buffer): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}

/** The folder is there, and something can be written into it. */
async function refuseUnusable(folder: string): Promise<void> {
  if (!isAbsolute(folder))
    throw problem('invalid-input', 'Give the whole path of the folder.', { field: 'folder' })
  try {
    const { isDirectory } = await stat(folder).then((facts) => ({
      isDirectory: facts.isDirectory(),
    }))
    if (!isDirectory) throw problem('not-found', `${folder} is not a folder.`, { field: 'folder' })
    await rm(await mkdtemp(join(folder, '.naghma-sending-')), { recursive: true })
  } catch (error) {
    if (isProblem(error)) throw error
    throw ioProblem(error, `Nothing can be written into ${folder}`, 'folder')
  }
}

/** What lies there already under the same name and size needs no room again. */
async function refuseFull(
  folder: string,
  files: readonly PlannedFile[],
  how: SendOptions['how'],
  sizeOfFile: (file: PlannedFile) => number,
): Promise<void> {
  if (how === 'link') return
  let needed = SPARE_BYTES
  for (const file of files) {
    const size = sizeOfFile(file)
    if ((await sizeOf(plannedPath(folder, file))) !== size) needed += size
  }
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  if (needed > free)
    throw problem(
      'disk-full',
      `The tracks need ${megabytes(needed)}, and ${folder} has ${megabytes(free)} free. Free some space, or send fewer.`,
      { field: 'folder' },
    )
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`
}

/** An M3U8 beside the files, relative to the folder; answers its path. */
async function writeList(
  name: string,
  folder: string,
  sentTo: readonly { track: PlayableTrack; path: string }[],
): Promise<string> {
  const { content } = playlistAsFile(
    name,
    sentTo.map(({ track, path }) => ({ ...track, location: path })),
    { format: 'm3u8', paths: 'relative', base: folder },
  )
  return writeNew(join(folder, `${safeFileName(name)}.m3u8`), content)
}

/** Replaces nothing: a list that says the same is left, beside another one it gets a number. */
async function writeNew(wanted: string, content: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = numbered(wanted, number)
    const there = await readFile(path, 'utf8').catch((error: unknown) =>
      error instanceof Error && 'code' in error && error.code === 'ENOENT' ? undefined : '',
    )
    if (there === undefined) await writePlaylistFile(path, content)
    if (there === undefined || there === content) return path
  }
}
