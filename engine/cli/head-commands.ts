import type { HeadSummary } from '../../contract/head.ts'
import { problem } from '../../contract/problem.ts'
import { type Context, exitCode } from './context.ts'
import { followApplying } from './follow-applying.ts'
import { figureWords } from './teach-commands.ts'
import { userPath } from './user-path.ts'
import { count } from './words.ts'

function headLines({
  id,
  name,
  origin,
  version,
  pinned,
  versions,
  predicted,
}: HeadSummary): string[] {
  return [
    `${String(id).padStart(4)}  ${name}${origin === 'pack' ? ', a tag pack' : ''}, ${count(predicted, 'track')} judged${pinned ? ', pinned' : ''}`,
    ...versions.map((one) => {
      const mark = one.version === version ? '*' : ' '
      const licence = one.pack ? `, ${one.pack.licence.id}` : ''
      return `    ${mark} version ${one.version}, ${new Date(one.madeAt).toISOString().slice(0, 10)}, ${one.modelName}, ${count(one.tags.length, 'tag')}${licence}: ${figureWords(one.figure)}`
    }),
  ]
}

/** A head by its id or name. Problem: `not-found`. */
async function headFrom({ client }: Context, given: string): Promise<HeadSummary> {
  const heads = await client.head.list()
  const found = heads.filter(
    ({ id, name }) => String(id) === given || name.toLowerCase() === given.toLowerCase(),
  )
  const [one] = found
  if (one && found.length === 1) return one
  throw problem(
    'not-found',
    found.length === 0
      ? `No head is called “${given}”; naghma head list shows them.`
      : `Several heads are called “${given}”; give the id that naghma head list shows.`,
  )
}

/** Every head with its versions; the one in use has a star. */
export async function listHeads(context: Context): Promise<number> {
  const heads = await context.client.head.list()
  context.print(
    { heads },
    heads.length > 0 ? heads.flatMap(headLines).join('\n') : 'The library has no heads yet.',
  )
  return exitCode.done
}

function show(context: Context, head: HeadSummary): number {
  context.print({ head }, headLines(head).join('\n'))
  return exitCode.done
}

/** Keeps to a version (the one in use unless told), or lets newer ones take its place again. */
export async function pinHead(
  context: Context,
  given: string,
  version: number | undefined,
  options: { off?: boolean },
): Promise<number> {
  const { id, version: used } = await headFrom(context, given)
  if (options.off) return show(context, await context.client.head.pin({ id, version: null }))
  const wanted = version ?? used
  if (wanted === null) throw problem('not-found', 'It has no version yet.')
  return show(context, await context.client.head.pin({ id, version: wanted }))
}

/** Uses an earlier version until something new is learned. */
export async function revertHead(
  context: Context,
  given: string,
  version: number,
): Promise<number> {
  const { id } = await headFrom(context, given)
  const head = await context.client.head.revert({ id, version })
  await context.client.teach.settled()
  return show(context, head)
}

/** Removes a head, or one version that is not in use. */
export async function removeHead(
  context: Context,
  given: string,
  version: number | undefined,
): Promise<number> {
  const { id, name } = await headFrom(context, given)
  await context.client.head.remove(version === undefined ? { id } : { id, version })
  await context.client.teach.settled()
  context.print(
    { removed: id, ...(version === undefined ? {} : { version }) },
    `${version === undefined ? '' : `Version ${version} of `}“${name}” is removed.`,
  )
  return exitCode.done
}

/** Predicts anew with a head, or with all; where that was interrupted, goes on. */
export async function applyHeads(context: Context, given: string | undefined): Promise<number> {
  const { client } = context
  const head = given === undefined ? undefined : await headFrom(context, given)
  const begun = performance.now()
  const { cancelled } = await client.head.progress()
  const { tracks } = cancelled
    ? await client.head.resume()
    : await client.head.apply(head ? { id: head.id } : {})
  if (!(await followApplying(context))) return exitCode.interrupted
  const seconds = (performance.now() - begun) / 1000
  context.print(
    { tracks, seconds },
    `${count(tracks, 'track')} judged ${cancelled ? 'where it was interrupted' : 'anew'} in ${seconds.toFixed(1)} s.`,
  )
  return exitCode.done
}

/** Takes a tag pack into the library, and applies it. */
export async function importHead(context: Context, path: string): Promise<number> {
  const head = await context.client.head.import({ path: userPath(path) })
  if (!(await followApplying(context))) return exitCode.interrupted
  return show(context, await headFrom(context, String(head.id)))
}

export interface ExportHeadOptions {
  version?: number
  author?: string
  description?: string
  licence?: string
}

/** Writes a head as a tag pack. */
export async function exportHead(
  context: Context,
  given: string,
  path: string,
  { version, author, description, licence }: ExportHeadOptions,
): Promise<number> {
  const { id } = await headFrom(context, given)
  const written = await context.client.head.export({
    id,
    path: userPath(path),
    ...(version === undefined ? {} : { version }),
    about: {
      ...(author === undefined ? {} : { author }),
      ...(description === undefined ? {} : { description }),
      ...(licence === undefined ? {} : { licence: { id: licence, url: null } }),
    },
  })
  context.print(written, `“${written.about.name}” is written to ${written.path}.`)
  return exitCode.done
}
