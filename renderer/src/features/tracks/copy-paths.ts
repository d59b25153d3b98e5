import { engine } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { formatCount } from '../../format.ts'
import { i18n } from '../../locales/i18n.ts'
import { toast } from '../../ui/toast.tsx'

/** Paths asked for in one call. */
const atOnce = 10_000

/** Copies the paths of tracks, each in a line of its own, in the given order. */
export async function copyPaths(trackIds: readonly number[]) {
  try {
    const paths: string[] = []
    for (let from = 0; from < trackIds.length; from += atOnce) {
      const part = trackIds.slice(from, from + atOnce)
      const { places } = await engine.track.places({ trackIds: part })
      paths.push(...places.map(({ path }) => path))
    }
    await navigator.clipboard.writeText(paths.join('\n'))
    toast({
      title: i18n.t('table.copied', { count: paths.length, shown: formatCount(paths.length) }),
    })
  } catch (error) {
    tellFailure(error)
  }
}
