/**
 * Where the chosen rows go for one step up (-1) or down (1): the row of `order` that they are put before
 * (0..length), or undefined when they are at that end already.
 */
export function stepTarget(
  order: readonly number[],
  chosen: ReadonlySet<number>,
  by: 1 | -1,
): number | undefined {
  const isChosen = (key: number) => chosen.has(key)
  const edge = by === 1 ? order.findLastIndex(isChosen) : order.findIndex(isChosen)
  if (edge < 0) return undefined
  if (by === -1) return edge > 0 ? edge - 1 : undefined
  return edge < order.length - 1 ? edge + 2 : undefined
}
