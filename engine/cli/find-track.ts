import { existsSync } from 'node:fs'
import { problem } from '../../contract/problem.ts'
import type { EngineClient } from '../host/open-engine.ts'
import { userPath } from './user-path.ts'

/** A track by its id, by the path of its file, or as the best match of search words. Problem: `not-found`. */
export async function trackFrom(client: EngineClient, given: string): Promise<number> {
  if (/^\d+$/.test(given)) return (await client.track.get({ id: Number(given) })).id
  const path = userPath(given)
  if (existsSync(path)) return (await client.track.find({ path })).id
  const { rows } = await client.track.list({ search: given, limit: 1 })
  const best = rows[0]
  if (!best) throw problem('not-found', `No track of the library matches “${given}”.`)
  return best.id
}

/** Each of the tracks, as {@link trackFrom} finds it. */
export async function tracksFrom(
  client: EngineClient,
  given: readonly string[],
): Promise<number[]> {
  const trackIds: number[] = []
  for (const one of given) trackIds.push(await trackFrom(client, one))
  return trackIds
}
