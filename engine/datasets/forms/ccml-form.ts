import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { problem } from '../../../contract/problem.ts'
import type { Split } from '../../heads/examples.ts'
import { decodeText } from '../../playlists/formats/decode-text.ts'
import type { Finding, Listed, ListedTrack } from '../listed.ts'
import { readBytes } from '../read-table.ts'
import { readNpyList, readNpyObjects } from './npy-list.ts'

const lists: { part: Split; names: string[] }[] = [
  { part: 'train', names: ['train'] },
  { part: 'validation', names: ['valid', 'validation'] },
  { part: 'test', names: ['test'] },
]
const endings = ['.json', '.npy', '.txt']
const ids = z.array(z.union([z.string(), z.int()]).transform(String))
const tagLists = z.array(z.string()).nullable()
const metadata = z.record(z.string(), tagLists)
const pickledMetadata = z.tuple([
  z.map(z.union([z.string(), z.number()]).transform(String), tagLists),
])

function jsonOf<T>(path: string, schema: z.ZodType<T>, what: string): T {
  try {
    return schema.parse(JSON.parse(readBytes(path).toString('utf8')))
  } catch (cause) {
    throw problem('invalid-input', `${basename(path)} is not ${what}.`, { cause })
  }
}

function readIds(path: string): string[] {
  if (path.endsWith('.json')) return jsonOf(path, ids, 'a JSON list of ids')
  if (path.endsWith('.npy')) return readNpyList(readBytes(path), basename(path))
  return decodeText(readBytes(path))
    .split(/\r?\n/)
    .map((line) => line.trim())
}

/** The first that is there of the names with the endings. */
function fileIn(folder: string, names: readonly string[]): string | undefined {
  return names
    .flatMap((name) => endings.map((ending) => join(folder, name + ending)))
    .find((path) => existsSync(path))
}

/** The tags of each id, from `metadata.json` or `metadata.npy`. Problems: `not-found`, `invalid-input`. */
function readTags(folder: string): Map<string, string[] | null> {
  const json = join(folder, 'metadata.json')
  if (existsSync(json))
    return new Map(
      Object.entries(jsonOf(json, metadata, 'an object with a list of tags for each id')),
    )
  const npy = join(folder, 'metadata.npy')
  if (!existsSync(npy))
    throw problem(
      'not-found',
      `The split lists in ${folder} need a metadata.json (or metadata.npy) with the tags of each id: { "id": ["makam--Hicaz"] }.`,
    )
  const read = pickledMetadata.safeParse(readNpyObjects(readBytes(npy), basename(npy)))
  if (read.success) return read.data[0]
  throw problem('invalid-input', 'metadata.npy is no dictionary with a list of tags for each id.')
}

/** Whether a folder holds split lists as ccml has them. */
export function hasSplitLists(folder: string): boolean {
  return fileIn(folder, ['train']) !== undefined && fileIn(folder, ['test']) !== undefined
}

/**
 * The split lists of ccml: a folder with `train`, `valid` and `test` (.npy, .json or .txt) of ids, and `metadata`
 * (.json or .npy) with the tags of each id, by which audio is found too. Ids may stand behind an index and a tab, as in those of
 * MagnaTagATune. Problems: `not-found` without metadata; `invalid-input`.
 */
export function readCcml(folder: string): Listed {
  const tagsOf = readTags(folder)
  const findings: Finding[] = []
  const tracks: ListedTrack[] = []
  for (const { part, names } of lists) {
    const file = fileIn(folder, names)
    if (file === undefined) continue
    for (const [i, listed] of readIds(file).entries()) {
      const id = listed.replace(/^\d+\t/, '')
      const place = `${basename(file)}, entry ${i + 1}`
      if (id === '') continue
      const tags = tagsOf.get(id)
      if (!tags) {
        findings.push({
          kind: 'unknown-id',
          place,
          words: `The metadata has no tags of “${id}”; it was left out.`,
        })
        continue
      }
      tracks.push({
        place,
        path: id,
        split: part,
        tags: [...new Set(tags)],
        unknown: [],
        groups: [],
      })
    }
  }
  return { form: 'ccml', tracks, tags: null, findings }
}
