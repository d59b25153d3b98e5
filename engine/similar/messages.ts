import type { ProblemCode } from '../../contract/problem.ts'
import type { Allowed } from './allowed.ts'
import type { CopyQuestion } from './copies.ts'
import type { FitInput } from './fit-space.ts'
import type { Neighbours } from './generation.ts'
import type { MeansShape, Space } from './space.ts'

/** Which tracks have means, and which version of them. Same length, any order. */
export interface MeansList {
  trackIds: Uint32Array
  /** Per track a number that grows whenever its means are written again, e.g. the time in milliseconds. */
  versions: Float64Array
}

/** The means of some tracks; `means` holds one blob after the other, each of `meansBytes(shape)`. */
export interface MeansRows extends MeansList {
  means: Uint8Array<ArrayBuffer>
}

/**
 * Tracks of the library, or the float16 means of anything of the same model. Several tracks are asked about as the
 * mean of their unit vectors in the whitened space: its cosine with a track is, but for a factor that is the same for
 * all, the mean of the cosines of the seeds, so that one search, one order and one percentile mean what they do for
 * one seed. Fusing the ranks of a search for each seed would cost as many searches, and leave no likeness to show.
 * Tracks that have no means are passed over.
 */
export type SimilarSeed = { trackIds: readonly number[] } | { means: Uint8Array }

/** How alike a seed is to every track of the space, in one order with their ids. */
export interface AllCosines {
  epoch: number
  trackIds: Uint32Array<ArrayBuffer>
  cosines: Float32Array<ArrayBuffer>
}

export interface SimilarQuery {
  seed: SimilarSeed
  /** 1 or more. */
  k: number
  /** Tracks that must not be in the answer; the seed never is. */
  exclude?: number[]
  /** Only these tracks may be in the answer; percentiles count the others all the same. */
  allow?: Allowed
  /** Not to use the approximate index. */
  exact?: boolean
}

export interface SimilarStatus {
  /**
   * `empty`: no track has means. `loading` the cache, `fitting` a space, `projecting` tracks into it, `indexing`
   * and `measuring` hubs in the background while answers are already given; `ready`; `restarting` after the
   * thread died; `closed`.
   */
  state:
    | 'empty'
    | 'loading'
    | 'fitting'
    | 'projecting'
    | 'indexing'
    | 'measuring'
    | 'ready'
    | 'restarting'
    | 'closed'
  /** Tracks that can be found. */
  size: number
  /** 0 before the first fit. */
  epoch: number
  dimension: number
  /** Tracks of the running step that are still to do; 0 when idle. */
  remaining: number
  /** Tracks whose means could not be used: wrong length, not finite, or zeros. */
  refused: number[]
  /** What last went wrong (a damaged cache that is rebuilt, a disk too full to save it); null when nothing did. */
  fault: string | null
}

/** What the engine asks of the thread. */
export type SimilarCall =
  | { name: 'query'; query: SimilarQuery }
  | { name: 'cosines'; seed: SimilarSeed }
  | { name: 'copies'; question: CopyQuestion }
  | { name: 'changed'; trackIds: number[] }
  | { name: 'rebuild' }
  | { name: 'settled' }
  | { name: 'close' }

/** What each call is answered with. */
export interface SimilarAnswers {
  query: Neighbours
  cosines: AllCosines
  copies: number[]
  changed: null
  rebuild: null
  settled: null
  close: null
}

/** What the thread asks of the engine: the list of all tracks with means, or the means of some. */
export type SimilarPull = { name: 'list' } | { name: 'read'; trackIds: number[] }

export interface SimilarWorkerData {
  role: 'index'
  cacheFolder: string
  modelId: string
  shape: MeansShape
}

export interface FitWorkerData {
  role: 'fit'
  input: FitInput
}

export type ToWorker =
  | { type: 'call'; id: number; call: SimilarCall }
  | { type: 'pulled'; id: number; rows: MeansList | MeansRows }
  | { type: 'pull-failed'; id: number; message: string }

export type FromWorker =
  | { type: 'answer'; id: number; answer: SimilarAnswers[SimilarCall['name']] }
  | { type: 'failure'; id: number; code: ProblemCode; message: string }
  | { type: 'pull'; id: number; pull: SimilarPull }
  | { type: 'status'; status: SimilarStatus }

export interface FromFitWorker {
  space: Space
}
