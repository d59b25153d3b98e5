import { basename, dirname, sep } from 'node:path'
import type { ModePicture } from '../../contract/mode.ts'
import type { Tradition } from '../../contract/vocabulary.ts'
import { readFileFacts } from '../scan/read-file.ts'
import { titleFromFileName } from '../scan/tag-text.ts'
import type { Tags } from '../scan/tags.ts'
import type { TagRow } from '../tags/effective-tags.ts'
import { createNameRecogniser } from '../tags/names/recognise-names.ts'
import { namedProposal } from '../tags/read-names.ts'
import { type KnownTradition, knownTradition } from '../tags/track-tradition.ts'
import { readVocabularies, type Vocabularies } from '../tags/vocabularies.ts'
import { type ListenOptions, listenToFile } from './listen.ts'
import { melodyPicture } from './melody-picture.ts'
import { modeFacts, unpackContour } from './mode-facts.ts'
import { modeModel, noLessons, readBaseTemplates } from './mode-model.ts'
import { LISTENING_VERSION } from './mode-queue.ts'
import { heardMelody, predictFor } from './predict-track.ts'

/** What a file that is in no library says of its mode, and what is heard of it. */
export interface ModeOfFile {
  title: string
  artist: string
  /** Names that its tags, its own name and its folders hold, the most certain first. */
  named: Pick<TagRow, 'vocabulary' | 'tag' | 'probability' | 'place'>[]
  tradition: KnownTradition
  analysis: NonNullable<ModePicture['analysis']>
}

export interface FileModeOptions extends ListenOptions {
  modelsFolder: string
  /** Decides whose modes compete, whatever the file names. */
  tradition: Tradition | undefined
}

/** Folders above a file whose names may tell what it holds. */
const FOLDERS_READ = 2

function namesIn(file: string, title: string, tags: Tags, vocabularies: Vocabularies) {
  const recognise = createNameRecogniser(vocabularies)
  const { artist, album, genre, comment, fields } = tags
  const place = file
    .split(sep)
    .slice(-1 - FOLDERS_READ)
    .join('/')
  return recognise({
    ...{ title, artist, album, comment, fields },
    genre: genre.join(', '),
    paths: [place],
  }).map(namedProposal)
}

/**
 * Reads and listens to a file outside any library, by the templates that the app brings. `file` is absolute. Problems:
 * those of `readFileFacts` and of `listenToFile`.
 */
export async function modeOfFile(file: string, options: FileModeOptions): Promise<ModeOfFile> {
  const { modelsFolder, tradition: asked, ...listening } = options
  const name = basename(file)
  const { tags } = await readFileFacts(dirname(file), Buffer.from(name), { withArtwork: false })
  const title = tags.title || titleFromFileName(name)
  const vocabularies = readVocabularies(modelsFolder)
  const named = namesIn(file, title, tags, vocabularies)
  const tradition: KnownTradition = asked
    ? { tradition: asked, origin: 'user' }
    : knownTradition(
        named.map((one) => ({ ...one, source: 'file', state: 'proposed', version: '' })),
        null,
        null,
      )
  const facts = modeFacts(await listenToFile(file, listening))
  const row = {
    version: LISTENING_VERSION,
    analysed_at: Date.now(),
    decoder: facts.decoder,
    obstacle: facts.obstacle,
    faded_out: facts.fadedOut ? 1 : 0,
    melody_seconds: facts.melodySeconds,
    listened_seconds: facts.listenedSeconds,
    lowest: facts.lowest,
    highest: facts.highest,
    given_tonic: null,
  }
  const melody = heardMelody(row, facts)
  const model = modeModel(readBaseTemplates(modelsFolder, vocabularies), noLessons)
  const prediction = facts.obstacle === null ? predictFor(melody, tradition.tradition, model) : null
  const contour = unpackContour(facts.contour)
  return {
    title,
    artist: tags.artist,
    named: named.map(({ rank: _, ...one }) => one),
    tradition,
    analysis: melodyPicture({ row, contour, melody, prediction }, model),
  }
}
