/** After how many epochs without a better figure the learning rate is halved, and the training ends. */
export interface Patience {
  plateau: number
  stop: number
}

/** Follows a figure of which more is better. */
export function watch(patience: Patience) {
  let best = Number.NEGATIVE_INFINITY
  let sinceBest = 0
  let sinceHalved = 0
  return {
    /** Takes the figure of an epoch. */
    take(figure: number): { better: boolean; halve: boolean; stop: boolean } {
      const better = figure > best
      if (better) best = figure
      sinceBest = better ? 0 : sinceBest + 1
      sinceHalved = better ? 0 : sinceHalved + 1
      const halve = sinceHalved > patience.plateau
      if (halve) sinceHalved = 0
      return { better, halve, stop: sinceBest >= patience.stop }
    },
  }
}
