/**
 * Started by page.ts: makes a library as scanning, listening to names and analysing leave it, of empty files that stand
 * for music and embeddings that stand for sounds. Arguments: folder, tracks, size of the encoder (`tiny`, `full`).
 */
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { rememberModel } from '../engine/analysis/embedding-store.ts'
import { engineEntries } from '../engine/host/entries.ts'
import { openEngine } from '../engine/host/open-engine.ts'
import { openLibrary } from '../engine/library/database.ts'
import { addFolder } from '../engine/library/folders.ts'
import { scanFolder } from '../engine/scan/scan-folder.ts'
import { tagsVersion } from '../engine/scan/tags-version.ts'
import { hardLibrary } from '../engine/similar/hard-library.ts'
import { ensureEncoder } from '../engine/sound/convert.ts'
import { writeGeneratedCheckpoint } from '../engine/sound/weight-generator.ts'
import { madeReading, writeTree } from './made-library.ts'

const ROWS_AT_ONCE = 1000

const [root = '', count = '', size = 'tiny'] = process.argv.slice(2)
const tracks = Number(count)
const checkpoint = join(root, 'checkpoint')
const dataFolder = join(root, 'data')
const music = join(root, 'music')

await writeGeneratedCheckpoint(checkpoint, size === 'full' ? 'full' : 'tiny')
const encoder = await ensureEncoder(checkpoint, join(dataFolder, 'cache/encoders'))
const { modelId, layers, hiddenSize } = encoder
const sounds = hardLibrary(1, { layers, hiddenSize })
writeTree(music, tracks)

const library = openLibrary(dataFolder)
const { db } = library
rememberModel(db, encoder, checkpoint)
await scanFolder(db, await addFolder(db, music), madeReading, {
  places: null,
  signal: new AbortController().signal,
  onProgress: () => {},
  onChanged: () => {},
})
const add = db.prepare<[number, string, Uint8Array]>(
  `INSERT INTO sound (track_id, model_id, depth, windows, device, decoder, analysed_at, means)
   VALUES (?, ?, 'quick', 12, 'cpu, 2 cores', 'ffmpeg', 1, ?)`,
)
const addSome = db.transaction((from: number, to: number) => {
  for (let id = from; id < to; id++) add.run(id, modelId, sounds.means(id - 1))
})
for (let from = 1; from <= tracks; from += ROWS_AT_ONCE)
  addSome(from, Math.min(tracks + 1, from + ROWS_AT_ONCE))
// The files are empty, so there is nothing to read or to listen to.
db.prepare('UPDATE track SET tags_version = ?').run(tagsVersion)
db.prepare(
  `INSERT INTO setting VALUES ('listenForModes', 'false'), ('analyseNewTracks', 'false')
   ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
).run()
library.close()

const { client, close } = await openEngine({
  dataFolder,
  host: 'served',
  version: 'bench',
  ...engineEntries(new URL('../engine/host-cli.ts', import.meta.url).href),
  autonomous: true,
  demo: false,
  showFile: async () => {},
  onShutdown: () => {},
  onReopen: () => {},
})
await client.tag.settled()
while ((await client.engine.status()).similar.state !== 'ready') await setTimeout(1000)
await close()
