/** Which tracks rows on the page show. A row enters when it is drawn, and leaves when it is not any more. */
export function createInView() {
  const rows = new Map<number, number>()
  const watchers = new Set<() => void>()

  function change(trackId: number, by: 1 | -1) {
    const count = (rows.get(trackId) ?? 0) + by
    if (count > 0) rows.set(trackId, count)
    else rows.delete(trackId)
    for (const watcher of watchers) watcher()
  }

  return {
    /** A row shows this track, until what is answered is called. */
    enter(trackId: number): () => void {
      change(trackId, 1)
      return () => change(trackId, -1)
    },
    /** They, in the order in which they came. */
    ids: (): number[] => [...rows.keys()],
    watch(watcher: () => void): () => void {
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
  }
}

export type InView = ReturnType<typeof createInView>

/**
 * Tells which tracks are in view when they have not changed for `settle` milliseconds, unless they are those that were
 * told last; until what is answered is called.
 */
export function tellInView(
  view: InView,
  settle: number,
  tell: (trackIds: number[]) => void,
): () => void {
  let told = new Set<number>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function settled() {
    const ids = view.ids()
    const same = ids.length === told.size && ids.every((id) => told.has(id))
    if (ids.length === 0 || same) return
    told = new Set(ids)
    tell(ids)
  }
  function changed() {
    clearTimeout(timer)
    timer = setTimeout(settled, settle)
  }

  changed()
  const leave = view.watch(changed)
  return () => {
    clearTimeout(timer)
    leave()
  }
}
