import { parentPort } from 'node:worker_threads'
import { openAudio } from '../../native/audio/open-audio.ts'
import { transcodeToWav } from '../../native/audio/transcode.ts'
import { peaksOf } from '../media/peaks.ts'
import { listenToFile } from '../mode/listen.ts'
import { modeFacts } from '../mode/mode-facts.ts'
import { joinPath } from '../scan/file-name.ts'
import { fileFullDigest, readFileFacts } from '../scan/read-file.ts'
import { embedDepths, embedFile } from '../sound/embed-file.ts'
import { embedWindows } from '../sound/embed-windows.ts'
import { type CallContext, serveCalls } from './calls.ts'
import type { MediaCalls } from './media-calls.ts'
import { threadPort } from './node-ports.ts'
import { orCancelled } from './or-cancelled.ts'
import { connectToWindows, type LinkAddress, type RunWindow } from './window-link.ts'

/** A paused analysis says so this often, so that it is not taken for one that hangs. Milliseconds. */
const PAUSED_WORD_MS = 10_000
/** An analysis tells how far it is at least this often while it moves on. Milliseconds. */
const SHARE_EVERY_MS = 10_000
/** Seconds of sound after which the measuring of peaks says that it moves on. */
const PEAKS_WORD_SECONDS = 60

let resume = Promise.withResolvers<void>()
resume.resolve()
let paused = false

async function gate(signal: AbortSignal, stillHere: () => void): Promise<void> {
  if (!paused) return
  const word = setInterval(stillHere, PAUSED_WORD_MS)
  try {
    await orCancelled(resume.promise, signal)
  } finally {
    clearInterval(word)
  }
}

/** What a long piece of work needs to be paused, cancelled and followed. */
function moving({ signal, notify }: CallContext, pausable = true) {
  let share = 0
  let toldAt = Date.now()
  return {
    signal,
    gate: async () => {
      if (pausable) await gate(signal, () => notify(share))
    },
    onShare: (now: number) => {
      if (now - share < 0.01 && Date.now() - toldAt < SHARE_EVERY_MS) return
      share = now
      toldAt = Date.now()
      notify(now)
    },
  }
}

/** Connects to the encoder for as long as the work takes. */
async function withWindows<T>(
  address: LinkAddress,
  work: (run: RunWindow) => Promise<T>,
): Promise<T> {
  const windows = await connectToWindows(address)
  try {
    return await work(windows.run)
  } finally {
    windows.close()
  }
}

if (!parentPort) throw new Error('This file is started by the media process, not by hand.')

serveCalls<MediaCalls>(threadPort(parentPort), {
  facts: ({ folder, path, withArtwork }) =>
    readFileFacts(folder, Buffer.from(path), { withArtwork }),
  playlist: async ({ fileName, bytes }) =>
    (await import('../playlists/formats/formats.ts')).readPlaylistFile(fileName, bytes),
  fullDigest: ({ folder, path }) => fileFullDigest(folder, path),
  embed: ({ folder, path, ffmpeg, inference, pausable, ...rest }, context) =>
    withWindows(inference, (run) =>
      embedFile(joinPath(folder, path), {
        ...rest,
        ffmpeg: ffmpeg ?? undefined,
        run,
        ...moving(context, pausable),
      }),
    ),
  embedDepths: ({ folder, path, ffmpeg, inference, pausable, counts, ...rest }, context) =>
    withWindows(inference, (run) =>
      embedDepths(joinPath(folder, path), counts, {
        ...rest,
        ffmpeg: ffmpeg ?? undefined,
        run,
        ...moving(context, pausable),
      }),
    ),
  embedWindows: (
    { folder, path, ffmpeg, inference, pausable, keep, destination, ...rest },
    context,
  ) =>
    withWindows(inference, (run) =>
      embedWindows(
        joinPath(folder, path),
        { keep, destination },
        { ...rest, ffmpeg: ffmpeg ?? undefined, run, ...moving(context, pausable) },
      ),
    ),
  listen: async ({ folder, path, ffmpeg }, context) => {
    const listening = await listenToFile(joinPath(folder, path), {
      ffmpeg: ffmpeg ?? undefined,
      ...moving(context),
    })
    return modeFacts(listening)
  },
  convert: async ({ folder, path, destination, ffmpeg }, { signal, notify }) => {
    const stream = await openAudio(joinPath(folder, path), {
      signal,
      ...(ffmpeg ? { ffmpeg } : {}),
    })
    try {
      return await transcodeToWav(stream, destination, { signal, onProgress: notify })
    } finally {
      await stream.close()
    }
  },
  peaks: async ({ folder, path, ffmpeg }, { signal, notify }) => {
    const stream = await openAudio(joinPath(folder, path), {
      signal,
      ...(ffmpeg ? { ffmpeg } : {}),
    })
    let told = 0
    try {
      return await peaksOf(stream.blocks, {
        sampleRate: stream.sampleRate,
        onSeconds: (seconds) => {
          if (seconds - told < PEAKS_WORD_SECONDS) return
          told = seconds
          notify(seconds)
        },
      })
    } finally {
      await stream.close()
    }
  },
  pause: (input) => {
    if (paused === input.paused) return
    paused = input.paused
    if (paused) resume = Promise.withResolvers<void>()
    else resume.resolve()
  },
})
