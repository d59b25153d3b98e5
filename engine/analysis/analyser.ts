import type { AnalysisKind, AnalysisProgress, Hold } from '../../contract/analysis.ts'
import { isProblem, type ProblemCode, problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import type { Announcer } from '../announce.ts'
import { libraryProblem } from '../library/library-problem.ts'
import { beginAttempt, clearProblems, endAttempt, recordProblem } from '../library/problems.ts'
import { isFolderAway, trackPlace } from '../library/track-place.ts'
import type { CallOptions } from '../processes/calls.ts'
import type { FilePlace } from '../processes/media-calls.ts'
import { orCancelled } from '../processes/or-cancelled.ts'
import { createAttempts } from './attempts.ts'
import { createPace } from './pace.ts'
import type { QueuedTrack, TrackQueue } from './queue.ts'

const DEATHS_TO_QUARANTINE = 2
/** A process that dies this often while it is made ready is not tried again by itself. */
const OPENINGS_TO_GIVE_UP = 3
const PROGRESS_EVERY_MS = 250

/** Writes the result of one track into the library; part of the caller's transaction. */
type Store = () => void

/** Analyses one track. Rejects with a problem that a user can be shown. */
type AnalyseTrack<Track> = (track: Track, place: FilePlace, options: CallOptions) => Promise<Store>

/** One kind of analysis: what the queue holds, and how a track of it is done. */
export interface AnalysisWork<Track extends QueuedTrack> {
  kind: AnalysisKind
  queue: TrackQueue<Track>
  /** Makes ready what a track needs; undefined while something is lacking, as `lacking` says. */
  opening(): (() => Promise<AnalyseTrack<Track>>) | undefined
  lacking: string
  device(): string
  /** Tracks that are worked on at once. */
  tracksInFlight(): number
  /** A problem of the file itself is of stage `decode`; this tells which codes are the analysis's own. */
  isOwn(code: ProblemCode): boolean
  /** After a death: resolves when the processes it goes through are up again. */
  recovered(): Promise<unknown>
  /** Holds or lets go what is in flight. */
  hold(paused: boolean): Promise<unknown>
  /** How long the queue will take by what is known before a track is finished; null when nothing is. */
  secondsLeft?(): number | null
  /** Called after a track's result was stored. */
  onStored(trackId: number): void
}

export interface AnalyserParts<Track extends QueuedTrack> {
  db: Database
  announcer: Announcer
  work: AnalysisWork<Track>
  /** Whether what an earlier run left in the queue waits for `resume`. */
  paused: boolean
}

export interface Analyser {
  /** Queues tracks by `enqueue`, which answers how many, and goes on with the queue. */
  start(enqueue: () => number): number
  pause(): AnalysisProgress
  resume(): AnalysisProgress
  cancel(): AnalysisProgress
  /** Waits for a reason that passes by itself; null goes on. `resume` goes on in spite of the reason. */
  holdFor(reason: Hold | null): void
  /** Has these tracks come first as far as they are queued. */
  attend(trackIds: readonly number[]): void
  progress(): AnalysisProgress
  inFlight(): ReadonlySet<number>
  /** Goes on with what is queued, e.g. now that there is a model; not when paused. */
  wake(): void
  /** Puts the tracks in flight back and begins no other until what it answers is called. */
  suspend(): Promise<() => void>
  /** Makes a change while nothing is in flight; tracks that were begin again afterwards. */
  between(change: () => void): Promise<void>
  /** Stops; tracks in flight stay in the queue for the next start, without an attempt counted against them. */
  close(): Promise<void>
}

interface Flight<Track> {
  readonly track: Track
  readonly controller: AbortController
  /** How much of it is done, 0..1. */
  share: number | null
  work: Promise<void>
}

/**
 * Works through the queue of one kind of analysis. An attempt is written down before it begins; a track under which a
 * process died is tried again alone, and quarantined after its second death, so that one file cannot stop the rest.
 */
export function createAnalyser<Track extends QueuedTrack>(parts: AnalyserParts<Track>): Analyser {
  const { db, announcer, work } = parts
  const { kind, queue } = work
  const flights = new Map<number, Flight<Track>>()
  const attempts = createAttempts(db, kind)
  const pace = createPace()
  let { paused } = parts
  let heldBy: Hold | null = null
  let spited: Hold | null = null
  let closing = false
  let changing = 0
  let failedOpenings = 0
  let lastOpeningFailure: unknown
  let done = 0
  let problems = 0
  let waiting: string | null = null
  let announceTimer: NodeJS.Timeout | undefined

  function progress(): AnalysisProgress {
    const left = queue.length()
    const perMinute = paused || heldBy ? null : pace.perMinute()
    return {
      kind,
      state: left === 0 ? 'idle' : paused ? 'paused' : heldBy ? 'held' : 'running',
      heldBy,
      done,
      total: done + left,
      problems,
      tracksPerMinute: perMinute,
      secondsLeft: left > 0 ? secondsLeft(left, perMinute) : null,
      current: [...flights.values()].map(({ track, share }) => ({
        id: track.trackId,
        title: track.title,
        progress: share,
      })),
      device: work.device(),
      waiting: left > 0 && !work.opening() ? work.lacking : waiting,
    }
  }

  function secondsLeft(left: number, perMinute: number | null): number | null {
    if (perMinute) return Math.round((left * 60) / perMinute)
    return work.secondsLeft?.() ?? null
  }

  /** Whether tracks in flight stand still. */
  function still(): boolean {
    return paused || heldBy !== null
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
  function finish(track: Track, record: () => void): void {
    db.transaction(() => {
      record()
      queue.remove(track.trackId)
      endAttempt(db, kind, track.trackId)
    })()
    done++
    pace.finished(Date.now())
    announcer.changed('tracks')
  }

  function fail(track: Track, code: ProblemCode, message: string): void {
    const place = trackPlace(db, track.trackId)
    finish(track, () =>
      recordProblem(db, {
        fileId: null,
        trackId: track.trackId,
        path: place?.text ?? track.title,
        stage: work.isOwn(code) ? kind : 'decode',
        code,
        message,
        attempts: track.deaths + 1,
      }),
    )
    problems++
    announcer.changed('problems')
  }

  function succeed(track: Track, store: Store): void {
    finish(track, () => {
      store()
      clearProblems(db, track.trackId, ['decode', kind])
    })
    waiting = null
    work.onStored(track.trackId)
  }

  /** What stands in the way is no track's fault: everything stays in the queue until the user goes on. */
  function stall(error: unknown): void {
    paused = true
    const { message } = libraryProblem(error) ?? asError(error)
    waiting = `${message} The analysis is paused; resume it when this is put right.`
  }

  /** Takes a track out of the queue without a word: its drive is unplugged, and it comes again with it. */
  function leave(trackId: number): void {
    queue.remove(trackId)
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

  /** What analyses the track; undefined when the track must wait for it. */
  async function open(
    { controller }: Flight<Track>,
    opening: () => Promise<AnalyseTrack<Track>>,
  ): Promise<AnalyseTrack<Track> | undefined> {
    try {
      const opened = await orCancelled(opening(), controller.signal)
      failedOpenings = 0
      return still() ? undefined : opened
    } catch (error) {
      const code = isProblem(error) ? error.code : undefined
      if (code === 'cancelled' || error === lastOpeningFailure) return undefined
      lastOpeningFailure = error
      failedOpenings++
      if (code === 'process-died' && failedOpenings < OPENINGS_TO_GIVE_UP)
        tellDeath(asError(error).message)
      else stall(error)
      return undefined
    }
  }

  function run(flight: Flight<Track>, analyseTrack: AnalyseTrack<Track>): Promise<Store> {
    const { track, controller } = flight
    const found = trackPlace(db, track.trackId)
    if (!found) throw problem('file-missing', 'None of the files of this track can be found now.')
    beginAttempt(db, kind, track.trackId)
    return analyseTrack(track, found.place, {
      signal: controller.signal,
      onNotify: (value) => {
        if (typeof value === 'number') flight.share = value
        announceSoon()
      },
    })
  }

  /** What becomes of a track whose analysis did not come about. */
  async function settle({ track, controller }: Flight<Track>, error: unknown): Promise<void> {
    const code = isProblem(error) ? error.code : undefined
    const { message } = asError(error)
    if (code === 'cancelled') return attempts.release(track.trackId)
    if (libraryProblem(error)) {
      attempts.release(track.trackId)
      return stall(error)
    }
    if (code === 'process-died' || code === 'timed-out')
      await orCancelled(work.recovered(), controller.signal).catch(() => {})
    if (code === 'file-missing' && isFolderAway(db, track.trackId)) return leave(track.trackId)
    if (code !== 'process-died') return fail(track, code ?? 'decode-failed', message)
    if (track.deaths + 1 < DEATHS_TO_QUARANTINE) return tellDeath(message)
    fail(
      track,
      'quarantined',
      `A process of Naghma died twice while analysing this track, so it is left alone. ${message}`,
    )
  }

  async function fly(
    flight: Flight<Track>,
    opening: () => Promise<AnalyseTrack<Track>>,
  ): Promise<void> {
    try {
      const analyseTrack = await open(flight, opening)
      if (analyseTrack) succeed(flight.track, await run(flight, analyseTrack))
    } catch (error) {
      await settle(flight, error).catch(stall)
    } finally {
      flights.delete(flight.track.trackId)
      announceSoon()
      pump()
    }
  }

  function launch(track: Track, opening: () => Promise<AnalyseTrack<Track>>): void {
    const flight: Flight<Track> = {
      track,
      controller: new AbortController(),
      share: null,
      work: Promise.resolve(),
    }
    flights.set(track.trackId, flight)
    flight.work = fly(flight, opening)
  }

  function pump(): void {
    const opening = work.opening()
    if (still() || closing || changing > 0 || !opening) return
    try {
      attempts.settle()
      launchNext(opening)
    } catch (error) {
      stall(error)
    }
  }

  function launchNext(opening: () => Promise<AnalyseTrack<Track>>): void {
    if ([...flights.values()].some(({ track }) => track.deaths > 0)) return
    const free = work.tracksInFlight() - flights.size
    if (free <= 0) return
    for (const track of queue.next(new Set(flights.keys()), free)) {
      const suspect = track.deaths > 0
      if (suspect && flights.size > 0) return
      if (track.deaths >= DEATHS_TO_QUARANTINE)
        fail(
          track,
          'quarantined',
          'Naghma died twice while analysing this track, so it is left alone.',
        )
      else launch(track, opening)
      if (!suspect) continue
      // A track that was quarantined at once leaves room for the next.
      if (flights.size === 0) pump()
      return
    }
  }

  async function suspend(): Promise<() => void> {
    changing++
    await abortFlights()
    return () => {
      changing--
      pump()
    }
  }

  function abortFlights(): Promise<unknown> {
    for (const { controller } of flights.values()) controller.abort()
    return Promise.all([...flights.values()].map(({ work }) => work))
  }

  return {
    start: (enqueue) => {
      if (queue.length() === 0) {
        done = 0
        problems = 0
        pace.reset(Date.now())
      }
      const queued = enqueue()
      announcer.changed('tracks')
      announceNow()
      pump()
      return queued
    },
    pause: () => {
      paused = true
      void work.hold(true).catch(() => {})
      announceNow()
      return progress()
    },
    resume: () => {
      paused = false
      spited = heldBy
      heldBy = null
      waiting = null
      failedOpenings = 0
      pace.reset(Date.now())
      void work.hold(false).catch(() => {})
      announceNow()
      pump()
      return progress()
    },
    cancel: () => {
      queue.empty()
      void abortFlights()
      paused = false
      waiting = null
      void work.hold(still()).catch(() => {})
      announcer.changed('tracks')
      announceNow()
      return progress()
    },
    holdFor: (reason) => {
      if (reason !== spited) spited = null
      const next = reason === spited ? null : reason
      if (next === heldBy) return
      heldBy = next
      if (!heldBy) pace.reset(Date.now())
      void work.hold(still()).catch(() => {})
      announceNow()
      pump()
    },
    attend: (trackIds) => queue.attend(trackIds),
    progress,
    inFlight: () => new Set(flights.keys()),
    wake: pump,
    suspend,
    between: async (change) => {
      const letGo = await suspend()
      try {
        change()
      } finally {
        letGo()
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
