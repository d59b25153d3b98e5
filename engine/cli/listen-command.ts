import { modeVocabularies } from '../../contract/vocabulary.ts'
import type { EngineClient } from '../host/open-engine.ts'
import { type Context, exitCode } from './context.ts'
import { tracksFrom } from './find-track.ts'
import { followAnalysis } from './follow-analysis.ts'
import { count } from './words.ts'

/** Tags that one filter takes. */
const TAGS_AT_ONCE = 200

/** Tracks of the library that have a mode above the threshold, and those whose tradition nothing tells. */
async function tellModes(client: EngineClient): Promise<{ likely: number; unknown: number }> {
  await client.tag.settled()
  const { tags, traditions } = await client.browse.counts({ filter: {} })
  const likely = new Set<number>()
  for (const vocabulary of modeVocabularies) {
    const modes = tags.filter((tag) => tag.vocabulary === vocabulary)
    for (let from = 0; from < modes.length; from += TAGS_AT_ONCE) {
      const some = modes.slice(from, from + TAGS_AT_ONCE)
      const { ids } = await client.track.ids({
        browse: { tags: some.map(({ tag }) => ({ vocabulary, tag })) },
      })
      for (const id of ids) likely.add(id)
    }
  }
  const unknown = traditions.find(({ tradition }) => tradition === 'unknown')?.tracks ?? 0
  return { likely: likely.size, unknown }
}

/** Listens to the given tracks, else to every track that was not listened to, and waits for the end. */
export async function listen(context: Context, tracks: readonly string[]): Promise<number> {
  const { client } = context
  const trackIds = await tracksFrom(client, tracks)
  const followed = await followAnalysis(context, 'Listening', {
    kind: 'mode',
    ...(trackIds.length > 0 ? { trackIds } : {}),
  })
  if (!followed) return exitCode.interrupted
  const { done, problems } = followed
  const { likely, unknown } = await tellModes(client)
  const { modeTracks } = await client.engine.status()
  const words = [
    `${count(done, 'track')} listened to${problems ? `, ${count(problems, 'problem')} (naghma problems)` : ''}. ${count(likely, 'track')} of the library ${likely === 1 ? 'has' : 'have'} a likely mode.`,
  ]
  if (unknown > 0)
    words.push(
      `The tradition of ${count(unknown, 'track')} is not known, so that modes are only guessed (naghma scan <folder> --tradition <tradition>).`,
    )
  context.print(
    { listened: done, problems, modeTracks, likely, unknownTradition: unknown },
    words.join('\n'),
  )
  return problems > 0 ? exitCode.withProblems : exitCode.done
}
