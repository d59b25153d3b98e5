import type { InferContractRouterOutputs } from '@orpc/contract'
import type { contract } from '../../contract/contract.ts'
import { problem } from '../../contract/problem.ts'
import type { SoundContext } from '../library/sound-state.ts'
import { trackRows } from '../library/track-rows.ts'
import { distributionFromTonic, type ModeParts } from '../mode/mode-picture.ts'
import { DEFAULT_THRESHOLD, effectiveTags } from '../tags/effective-tags.ts'
import { tagRows } from '../tags/tag-store.ts'

/** Why two tracks are alike, as the contract's `similar.why`. Problem: `not-found`. */
export function whySimilar(
  parts: ModeParts,
  { trackId, otherId }: { trackId: number; otherId: number },
  sound: SoundContext,
): InferContractRouterOutputs<typeof contract>['similar']['why'] {
  if (
    trackRows(parts.db, new Set([trackId, otherId]), sound).length <
    new Set([trackId, otherId]).size
  )
    throw problem('not-found', 'This track is not in the library any more.', { field: 'trackId' })
  const tagsOf = (id: number) =>
    effectiveTags(tagRows(parts.db, id)).filter(
      ({ certainty, guess }) => certainty >= DEFAULT_THRESHOLD && !guess,
    )
  const others = new Set(tagsOf(otherId).map(({ vocabulary, tag }) => `${vocabulary}/${tag}`))
  return {
    distributions: [distributionFromTonic(parts, trackId), distributionFromTonic(parts, otherId)],
    sharedTags: tagsOf(trackId)
      .filter(({ vocabulary, tag }) => others.has(`${vocabulary}/${tag}`))
      .map(({ vocabulary, tag }) => ({ vocabulary, tag })),
  }
}
