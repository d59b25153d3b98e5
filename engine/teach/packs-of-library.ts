import type { HeadFigure, PackAbout, PackSummary } from '../../contract/head.ts'
import { problem } from '../../contract/problem.ts'
import { ownVocabulary, vocabularyId } from '../../contract/vocabulary.ts'
import type { Database } from '../../native/sqlite.ts'
import type { Head, HeadEncoder, HeadTag } from '../heads/head.ts'
import { encoderFit } from '../packs/encoder-fit.ts'
import type { Pack } from '../packs/pack-files.ts'
import { ownTagsCalled } from '../tags/own-tags.ts'
import type { Vocabularies } from '../tags/vocabularies.ts'
import {
  addHead,
  addVersion,
  headRow,
  headRows,
  noSuchVersion,
  toHeadTag,
  versionsOf,
} from './head-store.ts'
import { dropTensors, keepTensors } from './head-tensors.ts'
import { readPackInThread, writePackInThread } from './pack-thread.ts'

function aboutOf({ manifest }: Pack): PackAbout {
  const { name, description, author, licence, metrics } = manifest
  return { name, description, author, licence, metrics }
}

/** What a tag pack holds, and how it fits the library. Problems: those of `readPack`. */
export async function inspectPack(
  db: Database,
  worker: URL,
  path: string,
  model: HeadEncoder | undefined,
): Promise<PackSummary> {
  const pack = await readPackInThread(worker, path)
  const { encoder, trainedOn, tags } = pack.head
  return {
    about: aboutOf(pack),
    createdAt: pack.manifest.createdAt,
    modelName: encoder.name,
    fit: fitIn(db, encoder, model),
    tracks: trainedOn.tracks,
    description: trainedOn.description,
    tags: tags.map(toHeadTag),
  }
}

/**
 * Keeps a tag pack in the library, as a new version of the one of its name where there is one. Answers what was made.
 * Problems: those of `readPack`; `invalid-input` for a pack of another model.
 */
export async function importPack(
  db: Database,
  vocabularies: Vocabularies,
  worker: URL,
  path: string,
  model: HeadEncoder | undefined,
): Promise<{ id: number; version: number; head: Head }> {
  const pack = await readPackInThread(worker, path)
  const about = aboutOf(pack)
  const { encoder } = pack.head
  if (model && fitIn(db, encoder, model) === 'none')
    throw problem(
      'invalid-input',
      `“${about.name}” reads what ${encoder.name} hears. This library’s model is ${model.name}, which it cannot use.`,
      { field: 'path' },
    )
  const tensors = await keepTensors(db, pack.head)
  try {
    return db.transaction(() => {
      const head = { ...pack.head, tags: knownTags(db, vocabularies, pack.head.tags) }
      const same = headRows(db).find(({ origin, name }) => origin === 'pack' && name === about.name)
      const id =
        same?.id ?? addHead(db, { name: about.name, origin: 'pack', vocabulary: null, tag: null })
      const made = { head, figure: figureOf(head), judged: [], pack: about, tensors }
      return { id, version: addVersion(db, id, made), head }
    })()
  } catch (error) {
    if (tensors !== null) dropTensors(db, tensors)
    throw error
  }
}

/** A head reads the embeddings of its own model where the library keeps them, whichever model tracks are compared by. */
function fitIn(
  db: Database,
  encoder: HeadEncoder,
  model: HeadEncoder | undefined,
): PackSummary['fit'] {
  const fit = model ? encoderFit(encoder, model) : null
  if (fit === 'exact' || fit === 'near') return fit
  const isKept = db.prepare<[string], 1>('SELECT 1 FROM model WHERE id = ?').pluck()
  return isKept.get(encoder.modelId) === 1 ? 'exact' : fit
}

/**
 * Tags as the library knows them: one that no vocabulary has is a tag of the user's own, by its name. One whose name is none
 * stays as it is, and is shown beside the track only.
 */
function knownTags(db: Database, vocabularies: Vocabularies, tags: readonly HeadTag[]): HeadTag[] {
  const brought = vocabularyId.exclude([ownVocabulary])
  const isKnown = ({ vocabulary, tag }: HeadTag) => {
    const id = brought.safeParse(vocabulary)
    return id.success && vocabularies.term(id.data, tag) !== undefined
  }
  const own = ownTagsCalled(
    db,
    tags.filter((tag) => !isKnown(tag)).map(({ name }) => name),
  )
  return tags.map((tag) => (isKnown(tag) ? tag : { ...tag, ...own.get(tag.name) }))
}

/** What a pack says of itself: no level, since nobody here judged it. */
function figureOf({ tags }: Head): HeadFigure {
  const areas = tags.flatMap(({ rocAuc }) => rocAuc ?? [])
  return {
    level: 'unknown',
    rocAuc: areas.length > 0 ? areas.reduce((sum, area) => sum + area, 0) / areas.length : null,
    error: null,
    apart: null,
    positives: Math.max(...tags.map(({ positives }) => positives)),
    negatives: Math.max(...tags.map(({ negatives }) => negatives)),
    presumed: 0,
  }
}

export interface HeadToExport {
  id: number
  version?: number | undefined
  path: string
  about: {
    description?: string | undefined
    author?: string | undefined
    licence?: PackAbout['licence'] | undefined
  }
}

const NO_LICENCE: PackAbout['licence'] = { id: 'All rights reserved', url: null }

/** Writes a head as a tag pack. Problems: `not-found`, those of `writePack`. */
export async function exportHead(
  db: Database,
  worker: URL,
  asked: HeadToExport,
): Promise<{ path: string; about: PackAbout }> {
  const row = headRow(db, asked.id)
  const wanted = asked.version ?? row.version ?? 0
  const version = versionsOf(db, row.id).find((one) => one.version === wanted)
  if (!version) throw noSuchVersion()
  const { rocAuc } = version.figure
  const about = version.pack ?? {
    name: row.name,
    description: asked.about.description ?? '',
    author: asked.about.author ?? '',
    licence: asked.about.licence ?? NO_LICENCE,
    metrics: rocAuc === null ? {} : { rocAuc },
  }
  const head = { library: db.name, headId: row.id, version: wanted }
  await writePackInThread(worker, { ...head, path: asked.path, about })
  return { path: asked.path, about }
}
