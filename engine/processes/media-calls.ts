import type { AnalysisKind } from '../../contract/analysis.ts'
import type { Depth } from '../../contract/track.ts'
import type { Peaks } from '../media/peaks.ts'
import type { ModeFacts } from '../mode/mode-facts.ts'
import type { ListedPlaylist } from '../playlists/formats/listed-track.ts'
import type { FileFacts } from '../scan/read-file.ts'
import type { WantedWindows, WindowPlace } from '../sound/windows.ts'
import type { LinkAddress } from './window-link.ts'

/** Where a file is: the folder's absolute path and the exact bytes of the path below it. */
export interface FilePlace {
  folder: string
  path: Uint8Array
}

export interface Embedding {
  /** float16, little-endian, [layers, hiddenSize] row-major: the mean over the windows. */
  means: Uint8Array
  windows: number
  /** `full` when the windows cover the whole track, also when `quick` was asked of a short one. */
  depth: Depth
  /** Seconds that were decoded. */
  duration: number
  decoder: string
  /** The decode was shorter than the container promised, or skipped bad packets. */
  damaged: boolean
}

/** The means of one track at several depths, each as in `Embedding`. */
export interface DepthMeans {
  /** Windows of full depth. */
  windows: number
  full: Uint8Array
  /** One for each number of windows asked for. */
  depths: Uint8Array[]
}

/** The windows of a track whose vectors were written to a file, in that order. */
export interface WindowsOfFile {
  windows: WindowPlace[]
  decoder: string
}

/** How an analysis of sound reaches the encoder. */
interface EmbedInput extends FilePlace {
  windowsInFlight: number
  /** Stands still while the analysis of sound is paused. */
  pausable: boolean
  /** Path of the user's ffmpeg; null uses the bundled decoders. */
  ffmpeg: string | null
  inference: LinkAddress
  layers: number
  hiddenSize: number
}

/** What the engine asks of the media process. Every call rejects with a problem that a user can be shown. */
export type MediaCalls = {
  /** Identity, tags and artwork of one file; `timed-out` after 10 s. */
  facts(input: FilePlace & { withArtwork: boolean }): FileFacts
  /** What a playlist file lists; `timed-out` after 60 s. */
  playlist(input: { fileName: string; bytes: Uint8Array }): ListedPlaylist
  /** sha256 of the whole audio payload, to tell two present files with one identity apart. */
  fullDigest(input: FilePlace): Uint8Array
  /** Decodes, cuts windows, has them encoded; notifies with the share done (0..1). */
  embed(input: EmbedInput & { wanted: WantedWindows }): Embedding
  /** As `embed` at full depth, but answers the means of other depths too. */
  embedDepths(input: EmbedInput & { counts: number[] }): DepthMeans
  /** As `embed`, but writes layers `keep` of every window to a file: see embed-windows.ts. */
  embedWindows(
    input: EmbedInput & { wanted: WantedWindows; keep: number[]; destination: string },
  ): WindowsOfFile
  /** Decodes, follows the melody of the beginning and the end; notifies with the share done (0..1). */
  listen(input: FilePlace & { ffmpeg: string | null }): ModeFacts
  /**
   * Writes a 16-bit stereo WAV for playing; notifies `{ totalBytes }` (an estimate, at the start) and then
   * `{ writtenBytes }`.
   */
  convert(input: FilePlace & { destination: string; ffmpeg: string | null }): {
    bytes: number
  }
  /** Decodes the whole file for its waveform; notifies with the seconds done. */
  peaks(input: FilePlace & { ffmpeg: string | null }): Peaks
  /** Holds or lets go every analysis of a kind that is in flight. */
  pause(input: { kind: AnalysisKind; paused: boolean }): void
}
