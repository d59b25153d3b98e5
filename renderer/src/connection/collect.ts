/**
 * Gathers items and hands them on together: at once when nothing was handed on lately, else when `every`
 * milliseconds have passed since. Nothing is lost and nothing handed on twice.
 */
export function collect<Item>(every: number, handOn: (items: ReadonlySet<Item>) => void) {
  let gathered = new Set<Item>()
  let timer: ReturnType<typeof setTimeout> | undefined

  function flush() {
    timer = undefined
    if (gathered.size === 0) return
    const items = gathered
    gathered = new Set()
    timer = setTimeout(flush, every)
    handOn(items)
  }

  return function add(items: readonly Item[]) {
    for (const item of items) gathered.add(item)
    if (timer === undefined) flush()
  }
}
