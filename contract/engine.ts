import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { analysisProgress, bothProgress, modelConversion } from './analysis.ts'
import { scanProgress } from './folder.ts'
import { depth } from './track.ts'
import { tradition } from './vocabulary.ts'

export const settings = z.object({
  /** Processor cores analysis may use; null means all of them (at below-normal priority). */
  cores: z.int().min(1).max(256).nullable(),
  depth,
  /** Analyse new tracks without being asked, once a model is there. */
  analyseNewTracks: z.boolean(),
  /** Path of the user's ffmpeg; null finds it on PATH; empty text uses the bundled decoders only. */
  ffmpeg: z.string().max(32_768).nullable(),
  /** Listen for the mode of new tracks without being asked. */
  listenForModes: z.boolean(),
  /** Tradition of the music whose files, folder and user tell none; null when the library is mixed. */
  tradition: tradition.nullable(),
  /** Makams with few scores compete too; each costs the common ones some accuracy. */
  rareMakams: z.boolean(),
  /** Served host only: stop when the last page has been closed. */
  stopWithLastPage: z.boolean(),
})
export type Settings = z.infer<typeof settings>
const settingsChange = settings.partial()
export type SettingsChange = z.infer<typeof settingsChange>

export const status = z.object({
  version: z.string(),
  host: z.enum(['desktop', 'served', 'command line']),
  dataFolder: z.string(),
  journalMode: z.string(),
  tracks: z.int(),
  missingTracks: z.int(),
  /** Tracks with an embedding of the current model. */
  analysedTracks: z.int(),
  /** Tracks that could be analysed and are not: present, without a problem. 0 while there is no model. */
  unanalysedTracks: z.int(),
  /** Tracks that were listened to for their mode, and present ones that were not. */
  modeTracks: z.int(),
  modelessTracks: z.int(),
  folders: z.int(),
  playlists: z.int(),
  problems: z.int(),
  ffmpeg: z.string().nullable(),
  model: modelConversion,
  analysis: bothProgress,
  scans: z.array(scanProgress),
  similar: z.object({ size: z.int(), epoch: z.int(), state: z.string() }),
  /** True for the library made by --demo: every sound in it is synthesised. */
  demo: z.boolean(),
})
export type Status = z.infer<typeof status>

/** What the engine announces. A change event says which lists to ask for again, at most every 250 ms. */
export const engineEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('scan.progress'), progress: scanProgress }),
  z.object({ type: z.literal('analysis.progress'), progress: analysisProgress }),
  z.object({ type: z.literal('model.progress'), conversion: modelConversion }),
  z.object({
    type: z.literal('changed'),
    lists: z.array(
      z.enum(['tracks', 'folders', 'playlists', 'problems', 'similar', 'settings', 'tags']),
    ),
  }),
  /** Something a user should be told once, e.g. that a crashed process was restarted. */
  z.object({ type: z.literal('notice'), message: z.string() }),
])
export type EngineEvent = z.infer<typeof engineEvent>

export const engine = {
  status: oc.output(status),
  /** Starts with the current progress of everything that runs, then follows. */
  events: oc.output(eventIterator(engineEvent)),
  settings: oc.output(settings),
  changeSettings: oc.input(settingsChange).output(settings),
  /** Finishes what is being written and stops the engine and its host. */
  shutdown: oc.output(z.object({ stopping: z.boolean() })),
}
