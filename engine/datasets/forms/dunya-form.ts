import { readdirSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { z } from 'zod'
import { isProblem, problem } from '../../../contract/problem.ts'
import type { Finding, Listed, ListedTrack } from '../listed.ts'
import { readBytes } from '../read-table.ts'

const named = z
  .object({ common_name: z.string().nullish(), name: z.string().nullish() })
  .transform(({ common_name, name }) => common_name || name || '')
const names = z.array(named).nullish()
const titled = z
  .array(z.object({ title: z.string().nullish(), mbid: z.string().nullish() }))
  .nullish()
const people = z
  .array(
    z.object({
      artist: z.object({ name: z.string().nullish() }).nullish(),
      instrument: z.object({ name: z.string().nullish() }).nullish(),
    }),
  )
  .nullish()

/** A recording as Dunya's interface and Saraga's files describe it, for the three traditions. */
const recording = z.object({
  mbid: z.string().min(1),
  path: z.string().nullish(),
  split: z.string().nullish(),
  makamlist: names,
  usullist: names,
  formlist: names,
  performers: people,
  raaga: names,
  raags: names,
  taala: names,
  taals: names,
  form: names,
  forms: names,
  artists: people,
  work: titled,
  works: titled,
  concert: titled,
  release: titled,
})
type Recording = z.infer<typeof recording>

/** By the field, what ccml calls its tags. */
const categories = {
  makamlist: 'makam',
  usullist: 'usul',
  formlist: 'form',
  raaga: 'raga',
  raags: 'raga',
  taala: 'tala',
  taals: 'tala',
  form: 'form',
  forms: 'form',
} as const

function tagsOf(one: Recording): string[] {
  const tags = (Object.keys(categories) as (keyof typeof categories)[]).flatMap((field) =>
    (one[field] ?? []).filter(Boolean).map((name) => `${categories[field]}--${name}`),
  )
  for (const { instrument } of [...(one.artists ?? []), ...(one.performers ?? [])])
    if (instrument?.name) tags.push(`instrument--${instrument.name}`)
  return [...new Set(tags)]
}

function groupsOf(one: Recording): string[] {
  const artists = [...(one.artists ?? []), ...(one.performers ?? [])].map(
    ({ artist }) => artist?.name,
  )
  const works = [...(one.work ?? []), ...(one.works ?? [])].map(({ mbid, title }) => mbid || title)
  const releases = [...(one.concert ?? []), ...(one.release ?? [])]
  return [
    ...artists.map((value) => ['artist', value]),
    ...works.map((value) => ['work', value]),
    ...releases.map(({ mbid, title }) => ['album', mbid || title]),
  ].flatMap(([kind, value]) => (value ? [`${kind}: ${value}`] : []))
}

/** The JSON values of a file: a recording, or several in a list or by their ids. */
function valuesOf(path: string, name: string): { place: string; value: unknown }[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(readBytes(path).toString('utf8'))
  } catch (cause) {
    if (isProblem(cause)) throw cause
    throw problem('invalid-input', `${name} is no JSON that can be read.`, { cause })
  }
  if (Array.isArray(parsed))
    return parsed.map((value, i) => ({ place: `${name}, entry ${i + 1}`, value }))
  if (typeof parsed !== 'object' || parsed === null || 'mbid' in parsed)
    return [{ place: name, value: parsed }]
  return Object.entries(parsed).map(([id, value]) => ({
    place: `${name}, “${id}”`,
    value: typeof value === 'object' && value !== null ? { mbid: id, ...value } : value,
  }))
}

/**
 * Metadata of Dunya or Saraga: a JSON file with recordings, or a folder with a JSON file for each, at any depth. Audio is
 * found by `path`, beside the JSON file under its name, or by the recording's id (mbid).
 */
export function readDunya(place: string): Listed {
  const isFolder = statSync(place, { throwIfNoEntry: false })?.isDirectory() === true
  const files = isFolder
    ? readdirSync(place, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.toLowerCase().endsWith('.json'))
        .map((name) => join(place, name))
        .sort()
    : [place]
  const findings: Finding[] = []
  const tracks: ListedTrack[] = []
  for (const file of files) {
    const name = isFolder ? relative(place, file) : basename(file)
    try {
      for (const { place: where, value } of valuesOf(file, name)) {
        const read = recording.safeParse(value)
        if (!read.success) {
          findings.push({
            kind: 'unreadable',
            place: where,
            words: `This does not describe a recording and was left out (${read.error.issues[0]?.path.join('.')}: ${read.error.issues[0]?.message}).`,
          })
          continue
        }
        tracks.push({
          place: where,
          path: read.data.path || (isFolder ? name.replace(/\.json$/i, '') : read.data.mbid),
          split: read.data.split ?? '',
          tags: tagsOf(read.data),
          unknown: [],
          groups: groupsOf(read.data),
        })
      }
    } catch (error) {
      if (!isFolder || !isProblem(error)) throw error
      findings.push({ kind: 'unreadable', place: name, words: `${error.message} It was left out.` })
    }
  }
  return { form: 'dunya', tracks, tags: null, findings }
}
