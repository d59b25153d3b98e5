import type { CacheName } from '../../contract/library.ts'
import { type Context, exitCode } from './context.ts'
import { count } from './words.ts'

const cacheWords: Readonly<Record<CacheName, string>> = {
  similar: 'index of similar tracks',
  playback: 'files converted to be played',
  peaks: 'waveforms of tracks',
  datasets: 'datasets heard',
  windows: 'windows of an unfinished export',
}

/** What the caches take, and emptying them. */
export async function caches(context: Context, { empty }: { empty?: boolean }): Promise<number> {
  const { library } = context.client
  const found = await library.caches()
  const names = found.map(({ name }) => name)
  const shown = empty ? await library.resetCaches({ names }) : found
  context.print(
    { caches: shown },
    shown
      .map(
        ({ name, bytes, files }) =>
          `${cacheWords[name].padEnd(30)}  ${(bytes / 1e6).toFixed(1).padStart(8)} MB  ${count(files, 'file')}`,
      )
      .join('\n'),
  )
  return exitCode.done
}
