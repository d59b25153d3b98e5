/** A family of makams and its members, by term id. */
export interface Family {
  id: string
  members: readonly string[]
}

export interface Shares {
  id: string
  probability: number
}

/**
 * The best-supported answer at `threshold`: the first makam when it alone reaches it, else the family whose members
 * together do, else undefined. `posterior` is in falling order.
 */
export function certainAnswer(
  posterior: readonly Shares[],
  families: readonly Family[],
  threshold: number,
): (Shares & { members: readonly string[] }) | undefined {
  const [first] = posterior
  if (first && first.probability >= threshold) return { ...first, members: [] }
  const masses = families.map(({ id, members }) => ({
    id,
    members,
    probability: posterior
      .filter((share) => members.includes(share.id))
      .reduce((sum, { probability }) => sum + probability, 0),
  }))
  return masses
    .filter(({ probability }) => probability >= threshold)
    .sort((a, b) => b.probability - a.probability)[0]
}
