import { analysis } from './analysis.ts'
import { browseContract } from './browse.ts'
import { albums, artists } from './collection.ts'
import { deviceContract } from './device.ts'
import { embeddingsContract } from './embeddings.ts'
import { engine } from './engine.ts'
import { folderContract } from './folder.ts'
import { headContract, teachContract } from './head.ts'
import { libraryContract } from './library.ts'
import { modeContract } from './mode.ts'
import { modelContract } from './model.ts'
import { playlistContract } from './playlist.ts'
import { problems } from './problems.ts'
import { similar } from './similar.ts'
import { tagContract } from './tag.ts'
import { track } from './track.ts'
import { tuneContract } from './tune.ts'

/** Everything a page or a script may ask of the engine. Named `feature.verb`. */
export const contract = {
  engine,
  folder: folderContract,
  library: libraryContract,
  track,
  albums,
  artists,
  analysis,
  mode: modeContract,
  teach: teachContract,
  head: headContract,
  model: modelContract,
  device: deviceContract,
  embeddings: embeddingsContract,
  tune: tuneContract,
  similar,
  tag: tagContract,
  browse: browseContract,
  playlist: playlistContract,
  problems,
}
