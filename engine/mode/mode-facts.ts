import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Obstacle } from '../../contract/obstacle.ts'
import type { Listening } from './listen.ts'
import { HOP_SECONDS } from './melody-tracker.ts'
import {
  BINS,
  normalised,
  type PitchProfile,
  pitchProfile,
  voicedFrames,
} from './pitch-class-distribution.ts'

/** All that listening to a track leaves, as it is stored. Structured-cloneable. */
export interface ModeFacts {
  decoder: string
  /** Seconds of the whole track. */
  duration: number
  damaged: boolean
  obstacle: Obstacle | null
  fadedOut: boolean
  melodySeconds: number
  listenedSeconds: number
  /** 2nd and 98th percentile of the melody, cents above 55 Hz; null without one. */
  lowest: number | null
  highest: number | null
  /** Packed by {@link packProfile}. */
  profile: Uint8Array
  /** Packed by {@link packContour}. */
  contour: Uint8Array
}

/** The distributions of a track: those of its melody, and of all that sounds. */
export interface StoredProfile extends PitchProfile {
  drone: Float32Array
}

/** A part of a track that was listened to. */
export interface ContourPart {
  /** Seconds into the track. */
  start: number
  /** Cents above 55 Hz per frame, NaN where no melody sounds. */
  cents: Float32Array
}

/** The distributions that are stored, in the order they are packed in. */
export const profileViews = ['whole', 'begin', 'end', 'tail', 'drone'] as const
const MOST = 65_535
const UNVOICED = -32_768
/** Stored to so many cents: finer than any ear, and than the tracker. */
const PITCH_STEP = 2
const PART_HEADER = 12
/** A contour is of two minutes at most; what inflates to more was never one. */
const MOST_CONTOUR_BYTES = 1_000_000

function percentile(sorted: Float32Array, share: number): number | null {
  return sorted[Math.round(share * (sorted.length - 1))] ?? null
}

/** What is kept of a listening. */
export function modeFacts(listening: Listening): ModeFacts {
  const { parts, drone, duration, decoder, damaged, obstacle, fadedOut } = listening
  const cents = parts.map((part) => part.cents)
  const voiced = voicedFrames(cents).sort()
  const frames = cents.reduce((sum, { length }) => sum + length, 0)
  return {
    decoder,
    duration,
    damaged,
    obstacle,
    fadedOut,
    melodySeconds: voiced.length * HOP_SECONDS,
    listenedSeconds: frames * HOP_SECONDS,
    lowest: percentile(voiced, 0.02),
    highest: percentile(voiced, 0.98),
    profile: packProfile({ ...pitchProfile(cents, HOP_SECONDS), drone }),
    contour: packContour(parts),
  }
}

/** [5 views][160 bins] as little-endian uint16, each view scaled by its largest bin. */
export function packProfile(profile: StoredProfile): Uint8Array {
  const packed = new Uint8Array(profileViews.length * BINS * 2)
  const out = new DataView(packed.buffer)
  for (const [v, view] of profileViews.entries()) {
    const bins = profile[view]
    const largest = bins.reduce((most, value) => Math.max(most, value), 0)
    for (let k = 0; k < BINS; k++)
      out.setUint16(
        (v * BINS + k) * 2,
        largest > 0 ? Math.round((bins[k]! / largest) * MOST) : 0,
        true,
      )
  }
  return packed
}

/** What {@link packProfile} made, each view with a sum of 1 again. */
export function unpackProfile(packed: Uint8Array): StoredProfile {
  const from = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const view = (name: (typeof profileViews)[number]) => {
    const at = profileViews.indexOf(name) * BINS
    return normalised(
      Float32Array.from({ length: BINS }, (_, k) => from.getUint16((at + k) * 2, true)),
    )
  }
  return {
    whole: view('whole'),
    begin: view('begin'),
    end: view('end'),
    tail: view('tail'),
    drone: view('drone'),
  }
}

/**
 * Deflated: for each part its start (float64, seconds) and frames (uint32), then for each frame the difference to the
 * one before in steps of 2 cents (int16, -32768 where no melody sounds); all little-endian.
 */
export function packContour(parts: readonly ContourPart[]): Uint8Array {
  const frames = parts.reduce((sum, { cents }) => sum + cents.length, 0)
  const bytes = new Uint8Array(parts.length * PART_HEADER + frames * 2)
  const out = new DataView(bytes.buffer)
  let at = 0
  for (const { start, cents } of parts) {
    out.setFloat64(at, start, true)
    out.setUint32(at + 8, cents.length, true)
    at += PART_HEADER
    let before = 0
    for (const pitch of cents) {
      const step = Math.round(pitch / PITCH_STEP)
      out.setInt16(at, Number.isNaN(step) ? UNVOICED : step - before, true)
      if (!Number.isNaN(step)) before = step
      at += 2
    }
  }
  return deflateRawSync(bytes)
}

/** What {@link packContour} made. Throws an Error for anything else. */
export function unpackContour(packed: Uint8Array): ContourPart[] {
  const bytes = inflateRawSync(packed, { maxOutputLength: MOST_CONTOUR_BYTES })
  const from = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: ContourPart[] = []
  for (let at = 0; at < bytes.length; ) {
    const start = from.getFloat64(at, true)
    const frames = from.getUint32(at + 8, true)
    at += PART_HEADER
    if (frames * 2 > bytes.length - at) throw new RangeError('A contour ends too early')
    const cents = new Float32Array(frames)
    let before = 0
    for (let frame = 0; frame < cents.length; frame++, at += 2) {
      const step = from.getInt16(at, true)
      if (step !== UNVOICED) before += step
      cents[frame] = step === UNVOICED ? Number.NaN : before * PITCH_STEP
    }
    parts.push({ start, cents })
  }
  return parts
}
