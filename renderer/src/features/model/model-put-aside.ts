import type { KeptModel } from '../../../../contract/model.ts'

/**
 * The model that a change to the checkpoint at `path` would put aside: the one compared by, else the one that has heard
 * most. Undefined when the library holds nothing of another model, or the checkpoint is the current model's.
 */
export function modelPutAside(kept: readonly KeptModel[], path: string): KeptModel | undefined {
  if (kept.some((model) => model.current && samePlace(model.path, path))) return undefined
  const others = kept.filter((model) => model.tracks > 0 && !samePlace(model.path, path))
  const compared = others.find((model) => model.compared)
  return compared ?? others.toSorted((one, other) => other.tracks - one.tracks).at(0)
}

function samePlace(one: string, other: string): boolean {
  return withoutEnd(one) === withoutEnd(other)
}

/** Without the separators that a typed path may end in. */
function withoutEnd(path: string): string {
  return path.replace(/[/\\]+$/, '')
}
