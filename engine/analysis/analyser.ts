import type { AnalysisProgress } from '../../contract/analysis.ts'
import { isProblem, type ProblemCode, problem } from '../../contract/problem.ts'
import type { Depth } from '../../contract/track.ts'
import type { Database } from '../../native/sqlite.ts'
import type { Announcer } from '../announce.ts'
import { libraryProblem } from '../library/library-problem.ts'
import { beginAttempt, clearProblem, endAttempt, recordProblem } from '../library/problems.ts'
import { isFolderAway, trackPlace } from '../library/track-place.ts'
import type { CallClient } from '../processes/calls.ts'
import type { Embedding, MediaCalls } from '../processes/media-calls.ts'
import { orCancelled } from '../processes/or-cancelled.ts'
import type { Encoder } from '../sound/convert.ts'
import type { Inference, OpenInference } from '../sound/inference.ts'
import { createAttempts } from './attempts.ts'
import { storeEmbedding } from './embedding-store.ts'
import { createPace } from './pace.ts'
import {
  dequeue,
  emptyQueue,
  enqueueAll,
  enqueueTracks,
  nextInQueue,
  type QueuedTrack,
  queueLength,
} from './queue.ts'

/** One track is decoded while another one's windows are with the encoder. */
const TRACKS_IN_FLIGHT = 2
const DEATHS_TO_QUARANTINE = 2
/** A process that dies this often while it loads the encoder is not tried again by itself. */
const LOADS_TO_GIVE_UP = 3
const PROGRESS_EVERY_MS = 250

/** Stages of a problem by its code: what was wrong with the file, and what with the encoder. */
const soundCodes: ReadonlySet<ProblemCode> = new Set(['encoder-failed', 'quarantined'])

export interface AnalyserParts {
  db: Database
  announcer: Announcer
  media: CallClient<MediaCalls>
  inference: Inference
  encoder(): Encoder | undefined
  ffmpeg(): string | null
  /** Whether what an earlier run left in the queue waits for `resume`. */
  paused: boolean
  /** Called after an embedding is stored. */
  onEmbedded(trackId: number): void
}

export interface Analyser {
  /** Problem: `no-model`. Answers how many tracks were queued. */
  start(input: { trackIds?: readonly number[] | undefined; depth: Depth }): number
  pause(): AnalysisProgress
  resume(): AnalysisProgress
  cancel(): AnalysisProgress
  progress(): AnalysisProgress
  inFlight(): ReadonlySet<number>
  /** Goes on with what is queued, e.g. now that there is a model; not when paused. */
  wake(): void
  /** Makes a change while nothing is in flight; tracks that were begin again afterwards. */
  between(change: () => void): Promise<void>
  /** Stops; tracks in flight stay in the queue for the next start, without an attempt counted against them. */
  close(): Promise<void>
}

interface Flight {
  readonly track: QueuedTrack
  readonly controller: AbortController
  /** How much of it is done, 0..1. */
  share: number | null
  work: Promise<void>
}

/**
 * Works through the queue of tracks to embed. An attempt is written down before it begins; a track under which a
 * process died is tried again alone, and quarantined after its second death, so that one file cannot stop the rest.
 */
export function createAnalyser(parts: AnalyserParts): Analyser {
  const { db, announcer, media, inference } = parts
  const flights = new Map<number, Flight>()
  const attempts = createAttempts(db)
  const pace = createPace()
  let { paused } = parts
  let closing = false
  let changing = 0
  let failedLoads = 0
  let lastLoadFailure: unknown
  let done = 0
  let problems = 0
  let waiting: string | null = null
  let announceTimer: NodeJS.Timeout | undefined

  function progress(): AnalysisProgress {
    const left = queueLength(db)
    const perMinute = paused ? null : pace.perMinute()
    return {
      state: left === 0 ? 'idle' : paused ? 'paused' : 'running',
      done,
      total: done + left,
      problems,
      tracksPerMinute: perMinute,
      secondsLeft: perMinute && left > 0 ? Math.round((left * 60) / perMinute) : null,
      current: [...flights.values()].map(({ track, share }) => ({
        id: track.trackId,
        title: track.title,
        progress: share,
      })),
      device: inference.device(),
      waiting: left > 0 && !parts.encoder() ? 'No model has been chosen yet.' : waiting,
    }
  }

  function announceNow(): void {
    clearTimeout(announceTimer)
    announceTimer = undefined
    if (!closing) announcer.announce({ type: 'analysis.progress', progress: progress() })
  }

  function announceSoon(): void {
    announceTimer ??= setTimeout(announceNow, PROGRESS_EVERY_MS)
  }

  /** Writes down how a track ended, and takes it out of the queue. */
  function finish(track: QueuedTrack, record: () => void): void {
    db.transaction(() => {
      record()
      dequeue(db, track.trackId)
      endAttempt(db, 'sound', track.trackId)
    })()
    done++
    pace.finished(Date.now())
    announcer.changed('tracks')
  }

  function fail(track: QueuedTrack, code: ProblemCode, message: string): void {
    const place = trackPlace(db, track.trackId)
    finish(track, () =>
      recordProblem(db, {
        fileId: null,
        trackId: track.trackId,
        path: place?.text ?? track.title,
        stage: soundCodes.has(code) ? 'sound' : 'decode',
        code,
        message,
        attempts: track.deaths + 1,
      }),
    )
    problems++
    announcer.changed('problems')
  }

  function succeed(
    { trackId, ...track }: QueuedTrack,
    { modelId }: Encoder,
    device: string,
    embedding: Embedding,
  ): void {
    finish({ trackId, ...track }, () => {
      storeEmbedding(db, { trackId, modelId, device, embedding })
      clearProblem(db, trackId)
    })
    waiting = null
    parts.onEmbedded(trackId)
  }

  /** What stands in the way is no track's fault: everything stays in the queue until the user goes on. */
  function hold(error: unknown): void {
    paused = true
    const { message } = libraryProblem(error) ?? asError(error)
    waiting = `${message} The analysis is paused; resume it when this is put right.`
  }

  /** Takes a track out of the queue without a word: its drive is unplugged, and it comes again with it. */
  function leave(trackId: number): void {
    dequeue(db, trackId)
    attempts.release(trackId)
  }

  /** Told once, however many tracks were in flight. */
  function tellDeath(reason: string): void {
    const words = `${reason} It is being started again.`
    if (waiting === words) return
    waiting = words
    announcer.announce({
      type: 'notice',
      message: `${reason} It was started again and the analysis goes on.`,
    })
  }

  /** The loaded encoder; undefined when the track must wait for it. */
  async function load(
    { controller }: Flight,
    encoder: Encoder,
  ): Promise<OpenInference | undefined> {
    try {
      const opened = await orCancelled(inference.open(encoder), controller.signal)
      failedLoads = 0
      return paused ? undefined : opened
    } catch (error) {
      const code = isProblem(error) ? error.code : undefined
      if (code === 'cancelled' || error === lastLoadFailure) return undefined
      lastLoadFailure = error
      failedLoads++
      if (code === 'process-died' && failedLoads < LOADS_TO_GIVE_UP)
        tellDeath(asError(error).message)
      else hold(error)
      return undefined
    }
  }

  function embed(
    flight: Flight,
    { layers, hiddenSize }: Encoder,
    { address }: OpenInference,
  ): Promise<Embedding> {
    const { trackId, depth } = flight.track
    const found = trackPlace(db, trackId)
    if (!found) throw problem('file-missing', 'None of the files of this track can be found now.')
    beginAttempt(db, 'sound', trackId)
    return media.embed(
      {
        ...found.place,
        depth,
        ffmpeg: parts.ffmpeg(),
        inference: address,
        layers,
        hiddenSize,
      },
      {
        signal: flight.controller.signal,
        onNotify: (value) => {
          if (typeof value === 'number') flight.share = value
          announceSoon()
        },
      },
    )
  }

  /** What becomes of a track whose embedding did not come about. */
  async function settle({ track, controller }: Flight, error: unknown): Promise<void> {
    const code = isProblem(error) ? error.code : undefined
    const { message } = asError(error)
    if (code === 'cancelled') return attempts.release(track.trackId)
    if (libraryProblem(error)) {
      attempts.release(track.trackId)
      return hold(error)
    }
    if (code === 'process-died' || code === 'timed-out')
      await orCancelled(inference.check(), controller.signal).catch(() => {})
    if (code === 'file-missing' && isFolderAway(db, track.trackId)) return leave(track.trackId)
    if (code !== 'process-died') return fail(track, code ?? 'decode-failed', message)
    if (track.deaths + 1 < DEATHS_TO_QUARANTINE) return tellDeath(message)
    fail(
      track,
      'quarantined',
      `A process of Naghma died twice while analysing this track, so it is left alone. ${message}`,
    )
  }

  async function fly(flight: Flight, encoder: Encoder): Promise<void> {
    try {
      const opened = await load(flight, encoder)
      if (opened)
        succeed(flight.track, encoder, opened.device, await embed(flight, encoder, opened))
    } catch (error) {
      await settle(flight, error).catch(hold)
    } finally {
      flights.delete(flight.track.trackId)
      announceSoon()
      pump()
    }
  }

  function launch(track: QueuedTrack, encoder: Encoder): void {
    const flight: Flight = {
      track,
      controller: new AbortController(),
      share: null,
      work: Promise.resolve(),
    }
    flights.set(track.trackId, flight)
    flight.work = fly(flight, encoder)
  }

  function pump(): void {
    const encoder = parts.encoder()
    if (paused || closing || changing > 0 || !encoder) return
    try {
      attempts.settle()
      launchNext(encoder)
    } catch (error) {
      hold(error)
    }
  }

  function launchNext(encoder: Encoder): void {
    if ([...flights.values()].some(({ track }) => track.deaths > 0)) return
    const free = TRACKS_IN_FLIGHT - flights.size
    if (free <= 0) return
    for (const track of nextInQueue(db, new Set(flights.keys()), free)) {
      const suspect = track.deaths > 0
      if (suspect && flights.size > 0) return
      if (track.deaths >= DEATHS_TO_QUARANTINE)
        fail(
          track,
          'quarantined',
          'Naghma died twice while analysing this track, so it is left alone.',
        )
      else launch(track, encoder)
      if (!suspect) continue
      // A track that was quarantined at once leaves room for the next.
      if (flights.size === 0) pump()
      return
    }
  }

  function abortFlights(): Promise<unknown> {
    for (const { controller } of flights.values()) controller.abort()
    return Promise.all([...flights.values()].map(({ work }) => work))
  }

  return {
    start: ({ trackIds, depth }) => {
      const encoder = parts.encoder()
      if (!encoder)
        throw problem(
          'no-model',
          'Choose a CultureMERT checkpoint first; then tracks can be analysed.',
        )
      if (queueLength(db) === 0) {
        done = 0
        problems = 0
        pace.reset(Date.now())
      }
      const queued = trackIds
        ? enqueueTracks(db, encoder.modelId, depth, trackIds)
        : enqueueAll(db, encoder.modelId, depth)
      announcer.changed('tracks')
      announceNow()
      pump()
      return queued
    },
    pause: () => {
      paused = true
      void media.pause({ paused: true }).catch(() => {})
      announceNow()
      return progress()
    },
    resume: () => {
      paused = false
      waiting = null
      failedLoads = 0
      pace.reset(Date.now())
      void media.pause({ paused: false }).catch(() => {})
      announceNow()
      pump()
      return progress()
    },
    cancel: () => {
      emptyQueue(db)
      void abortFlights()
      paused = false
      waiting = null
      void media.pause({ paused: false }).catch(() => {})
      announcer.changed('tracks')
      announceNow()
      return progress()
    },
    progress,
    inFlight: () => new Set(flights.keys()),
    wake: pump,
    between: async (change) => {
      changing++
      await abortFlights()
      try {
        change()
      } finally {
        changing--
        pump()
      }
    },
    close: async () => {
      closing = true
      clearTimeout(announceTimer)
      await abortFlights()
    },
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
