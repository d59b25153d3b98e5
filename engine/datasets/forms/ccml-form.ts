import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { problem } from '../../../contract/problem.ts'
import type { Split } from '../../heads/examples.ts'
import { decodeText } from '../../playlists/formats/decode-text.ts'
import type { Finding, Listed, ListedTrack } from '../listed.ts'
import { readBytes } from '../read-table.ts'
import { readNpyList } from './npy-list.ts'

const lists: { part: Split; names: string[] }[] = [
  { part: 'train', names: ['train'] },
  { part: 'validation', names: ['valid', 'validation'] },
  { part: 'test', names: ['test'] },
]
const endings = ['.json', '.npy', '.txt']
const ids = z.array(z.union([z.string(), z.int()]).transform(String))
const metadata = z.record(z.string(), z.array(z.string()).nullable())

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

/** Whether a folder holds split lists as ccml has them. */
export function hasSplitLists(folder: string): boolean {
  return fileIn(folder, ['train']) !== undefined && fileIn(folder, ['test']) !== undefined
}

/**
 * The split lists of ccml: a folder with `train`, `valid` and `test` (.npy, .json or .txt) of ids, and `metadata.json`
 * with the tags of each id, by which audio is found too. Ids may stand behind an index and a tab, as in those of
 * MagnaTagATune. Problems: `not-found` without metadata; `invalid-input`.
 */
export function readCcml(folder: string): Listed {
  const tagsFile = join(folder, 'metadata.json')
  if (!existsSync(tagsFile)) {
    const pickled = join(folder, 'metadata.npy')
    // It tells how to make JSON of it.
    if (existsSync(pickled)) readNpyList(readBytes(pickled), basename(pickled))
    throw problem(
      'not-found',
      `The split lists in ${folder} need a metadata.json with the tags of each id: { "id": ["makam--Hicaz"] }.`,
    )
  }
  const tagsOf = new Map(
    Object.entries(jsonOf(tagsFile, metadata, 'an object with a list of tags for each id')),
  )
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
          words: `metadata.json has no tags of “${id}”; it was left out.`,
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
