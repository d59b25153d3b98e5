import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { analysisProgress, bothProgress } from './analysis.ts'
import { deviceReport, provider } from './device.ts'
import { embeddingsProgress } from './embeddings.ts'
import { scanProgress } from './folder.ts'
import { headProgress } from './head.ts'
import { backupProgress } from './library.ts'
import { modelConversion, modelDownload } from './model.ts'
import { sendProgress } from './playlist.ts'
import { depth } from './track.ts'
import { tuneProgress } from './tune.ts'
import { tradition } from './vocabulary.ts'

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const webAddress = z.url({ protocol: /^https?$/ }).max(2_048)

export const settings = z.object({
  /** Processor cores analysis may use; null means all of them (at below-normal priority). */
  cores: z.int().min(1).max(256).nullable(),
  depth,
  /** Windows of 5 s that quick depth takes of a track. */
  quickWindows: z.union([z.literal(4), z.literal(8), z.literal(12), z.literal(24)]),
  /** What embeddings are made with; `auto` is the fastest that was proved right. */
  device: z.union([z.literal('auto'), provider]),
  /** Compute the encoder in whole numbers on the processor, where `tune` found that it keeps the neighbours. */
  int8: z.boolean(),
  /** Wait while the computer runs on battery. */
  pauseOnBattery: z.boolean(),
  /** Wait while somebody, or another program, is using the computer. */
  onlyWhenIdle: z.boolean(),
  /** Analyse between these hours only, e.g. 22:00 and 07:30; null for always. */
  hours: z.object({ from: clockTime, to: clockTime }).nullable(),
  /** Analyse a track when it is played. */
  analyseOnPlay: z.boolean(),
  /** Model that similar tracks are looked for with; null for whichever has most embeddings. */
  compareBy: z.string().nullable(),
  /** Where checkpoints are fetched from instead of their origin; null for the origin. */
  mirror: webAddress.nullable(),
  /** Proxy for fetching; null for what the environment says. */
  proxy: webAddress.nullable(),
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
  /** Make a backup of the library each day that Naghma is used. */
  dailyBackup: z.boolean(),
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
  download: modelDownload,
  device: deviceReport,
  tune: tuneProgress,
  backup: backupProgress,
  /** A first analysis that would take long waits for the user's word; see `analysis.estimate`. */
  asksBeforeAnalysis: z.boolean(),
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
  z.object({ type: z.literal('download.progress'), download: modelDownload }),
  z.object({ type: z.literal('device.progress'), device: deviceReport }),
  z.object({ type: z.literal('tune.progress'), tune: tuneProgress }),
  z.object({ type: z.literal('send.progress'), progress: sendProgress }),
  z.object({ type: z.literal('embeddings.progress'), progress: embeddingsProgress }),
  z.object({ type: z.literal('backup.progress'), backup: backupProgress }),
  z.object({ type: z.literal('head.progress'), progress: headProgress }),
  z.object({
    type: z.literal('changed'),
    lists: z.array(
      z.enum([
        'tracks',
        'folders',
        'playlists',
        'problems',
        'similar',
        'settings',
        'tags',
        'heads',
        'backups',
      ]),
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
  /**
   * What the makers of Naghma need to know of this installation to help, as text to send: versions, system, devices,
   * settings, counts, the last lines of the logs; without names of people, folders, files or tracks.
   */
  report: oc.output(z.object({ text: z.string() })),
  /** Shows the log in its folder. Problems: file-missing while there is none, io-error. */
  showLog: oc.output(z.object({ path: z.string() })),
  /** Shows the library in the data folder. Problem: io-error. */
  showDataFolder: oc.output(z.object({ path: z.string() })),
  /** Finishes what is being written and stops the engine and its host. */
  shutdown: oc.output(z.object({ stopping: z.boolean() })),
}
