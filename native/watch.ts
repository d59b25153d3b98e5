import { type Event, subscribe } from '@parcel/watcher'

export interface TreeWatcher {
  close(): Promise<void>
}

/**
 * Watches a folder and all below it. `onPaths` gets the absolute paths that were made, changed or
 * removed, in bursts; `onError` says that events may have been lost. Rejects where watching cannot
 * work, e.g. when the system's limit of watches is reached.
 */
export async function watchTree(
  folder: string,
  onPaths: (paths: string[]) => void,
  onError: (error: Error) => void,
): Promise<TreeWatcher> {
  const subscription = await subscribe(folder, (error: Error | null, events: Event[]) => {
    if (error) onError(error)
    else onPaths(events.map(({ path }) => path))
  })
  return { close: () => subscription.unsubscribe() }
}
