import { availableParallelism } from 'node:os'
import { join, sep } from 'node:path'
import type { Provider } from '../../contract/device.ts'
import { isProblem, problem } from '../../contract/problem.ts'
import { findFfmpeg } from '../../native/audio/find-ffmpeg.ts'
import { windowsInFlight } from '../analysis/sound-work.ts'
import { createDevices } from '../device/devices.ts'
import { makeSocketFolder, removeSocketFolder } from '../host/socket-folder.ts'
import type { InferenceCalls } from '../processes/inference-calls.ts'
import type { MediaCalls } from '../processes/media-calls.ts'
import type { StartProcess } from '../processes/port.ts'
import { supervise } from '../processes/supervise.ts'
import { type Encoder, ensureEncoder } from '../sound/convert.ts'
import { createInference } from '../sound/inference.ts'
import { meansFromBlob } from '../sound/means.ts'
import { openLibraryMeans } from './library-means.ts'
import type { Finding } from './listed.ts'
import { type CachedFile, fileAt, openMeansCache } from './means-cache.ts'

export interface EmbedPlan {
  /** Folder or weights file. */
  checkpoint: string
  folder: string
  /** Below the folder. */
  files: readonly string[]
  /** Windows of 5 s a track, spread over it; null for all. */
  windows: number | null
  /** How many checkpoints are compared: so many conversions are kept. */
  compared: number
}

export interface EmbedHost {
  dataFolder: string
  startProcess: StartProcess
  device: 'auto' | Provider
  signal: AbortSignal
  onProgress(done: number, total: number, words: string): void
}

export interface EmbeddedTracks {
  encoder: Encoder
  /** By file, as `Embedding.means`. Files that could not be embedded are among the findings. */
  means: Map<string, Uint8Array>
  findings: Finding[]
}

/** Where the processor encodes, more would only decode ahead. */
const AT_ONCE = 2
/** A file under which a process dies so often is left alone. */
const MOST_ATTEMPTS = 2
/** Their process died, perhaps of another file. */
const innocent = new Set(['process-died', 'timed-out', 'device-failed'])

interface Wanted {
  name: string
  file: CachedFile
}

/** The means of what is known already, and what is left to embed. */
function recall(
  plan: EmbedPlan,
  { modelId }: Encoder,
  sources: {
    read(modelId: string, windows: number | null, file: CachedFile): Uint8Array | undefined
  }[],
  { means, findings }: EmbeddedTracks,
): Wanted[] {
  return plan.files.flatMap((name) => {
    const file = fileAt(join(plan.folder, name))
    if (!file) {
      findings.push({ kind: 'missing-file', place: name, words: 'It is no longer there.' })
      return []
    }
    for (const source of sources) {
      const blob = source.read(modelId, plan.windows, file)
      if (!blob) continue
      means.set(name, blob)
      return []
    }
    return [{ name, file }]
  })
}

/** Works through a list, some at once; what throws ends it all. */
async function eachOf<T>(items: T[], atOnce: () => number, work: (item: T) => Promise<void>) {
  const inFlight = new Set<Promise<void>>()
  let failure: { error: unknown } | undefined
  for (let item = items.shift(); item !== undefined && !failure; item = items.shift()) {
    const running: Promise<void> = work(item)
      .catch((error: unknown) => {
        failure ??= { error }
      })
      .finally(() => inFlight.delete(running))
    inFlight.add(running)
    // What is put back while the last ones run is seen too.
    while (inFlight.size >= (items.length === 0 ? 1 : atOnce())) await Promise.race(inFlight)
  }
  await Promise.all(inFlight)
  if (failure) throw failure.error
}

/**
 * The means of files of a dataset by one encoder: from the library where it has them, else from the cache of datasets,
 * else decoded and encoded in processes of their own, and kept. Problems: those of `ensureEncoder`; `encoder-failed`,
 * `cancelled`.
 */
export async function embedTracks(plan: EmbedPlan, host: EmbedHost): Promise<EmbeddedTracks> {
  const { dataFolder, startProcess, signal, onProgress } = host
  const cacheFolder = join(dataFolder, 'cache', 'datasets')
  await using opened = new AsyncDisposableStack()
  onProgress(0, plan.files.length, 'Preparing the model')
  const encoder = await ensureEncoder(plan.checkpoint, join(cacheFolder, 'encoders'), {
    ...{ signal, others: plan.compared },
    lentFrom: [join(dataFolder, 'cache', 'encoders')],
  })
  const cache = openMeansCache(join(cacheFolder, 'means.sqlite'))
  opened.defer(cache.close)
  const library = openLibraryMeans(dataFolder)
  opened.defer(library.close)
  const result: EmbeddedTracks = { encoder, means: new Map(), findings: [] }
  const wanted = recall(plan, encoder, [library, cache], result)
  if (wanted.length === 0) return result

  const socketFolder = await makeSocketFolder()
  opened.defer(() => removeSocketFolder(socketFolder))
  const ffmpeg = (await findFfmpeg()) ?? null
  const media = supervise<MediaCalls>('media', startProcess)
  opened.defer(() => media.stop())
  const inferenceProcess = supervise<InferenceCalls>('inference', startProcess)
  opened.defer(() => inferenceProcess.stop())
  const devices = createDevices({
    startProcess,
    cacheFolder,
    settings: () => ({ device: host.device, cores: null }),
    onReport: () => {},
    runtimeFolder: join(dataFolder, 'cuda'),
  })
  opened.defer(() => devices.close())
  const inference = createInference(inferenceProcess, {
    threads: availableParallelism,
    socketFolder,
    choose: async () => {
      const { provider, batch = 1 } = await devices.ensure(encoder)
      return {
        provider,
        precision: 'fp32',
        batch: provider === 'cpu' ? 1 : (batch ?? 1),
        file: encoder.file,
        runtimeFolder: provider === 'cuda' ? devices.cudaFolder() : null,
      }
    },
    onDeviceFailed: devices.failed,
  })

  const { layers, hiddenSize, modelId } = encoder
  const attempts = new Map<string, number>()
  const total = plan.files.length
  let atOnce = AT_ONCE

  async function embed({ name, file }: Wanted): Promise<void> {
    const used = await inference.open(encoder)
    atOnce = used.provider === 'cpu' ? AT_ONCE : Math.max(AT_ONCE, availableParallelism())
    const { means } = await media.calls
      .embed(
        {
          folder: plan.folder,
          path: Buffer.from(name.replaceAll(sep, '/')),
          wanted: plan.windows,
          windowsInFlight: windowsInFlight(used.batch, atOnce),
          pausable: false,
          ffmpeg,
          inference: used.address,
          layers,
          hiddenSize,
        },
        { signal },
      )
      .catch(async (error: unknown) => {
        await inference.gaveWay(used, error)
        throw error
      })
    if (!meansFromBlob(means).every(Number.isFinite))
      throw problem('encoder-failed', 'The model gave values that are no numbers.')
    cache.write(modelId, plan.windows, file, means)
    result.means.set(name, means)
    onProgress(result.means.size, total, name)
  }

  await eachOf(
    wanted,
    () => atOnce,
    async (one) => {
      if (signal.aborted) throw problem('cancelled', 'Cancelled.')
      try {
        await embed(one)
      } catch (error) {
        if (!isProblem(error) || error.code === 'cancelled') throw error
        const times = (attempts.get(one.name) ?? 0) + 1
        attempts.set(one.name, times)
        if (innocent.has(error.code) && times < MOST_ATTEMPTS) {
          await inference.check()
          wanted.push(one)
        } else
          result.findings.push({
            kind: 'unreadable',
            place: one.name,
            words: `${error.message} It was left out, as ${encoder.name} did not hear it.`,
          })
      }
    },
  )
  return result
}
