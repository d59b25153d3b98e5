/** Which rows of a list are chosen. Rows are known by a key that stays theirs when the list is sorted anew. */
export interface Selection {
  readonly keys: ReadonlySet<number>
  /** The row that keys act on. */
  readonly active: { readonly index: number; readonly key: number } | null
  /** Where a range began. */
  readonly anchor: number
}

export const nothingSelected: Selection = { keys: new Set(), active: null, anchor: 0 }

export function selectOne(index: number, key: number): Selection {
  return { keys: new Set([key]), active: { index, key }, anchor: index }
}

/** Adds the row to the chosen ones, or takes it out. */
export function toggle(selection: Selection, index: number, key: number): Selection {
  const keys = new Set(selection.keys)
  if (!keys.delete(key)) keys.add(key)
  return { keys, active: { index, key }, anchor: index }
}

/** Chooses the range from the anchor to a row; `keys` are the keys of that range. */
export function extendTo(
  selection: Selection,
  index: number,
  key: number,
  keys: readonly number[],
): Selection {
  return { keys: new Set(keys), active: { index, key }, anchor: selection.anchor }
}

/** Moves the active row without choosing it. */
export function moveTo(selection: Selection, index: number, key: number): Selection {
  return { ...selection, active: { index, key } }
}

export function selectAll(selection: Selection, keys: readonly number[]): Selection {
  return { ...selection, keys: new Set(keys) }
}

/** Forgets the active row, which is not where it was; what is chosen stays chosen. */
export function letGo(selection: Selection): Selection {
  return { ...selection, active: null }
}

/** Follows the active row to its new index after the list has changed around it. */
export function follow(selection: Selection, moved: number): Selection {
  if (moved === 0 || !selection.active) return selection
  const index = selection.active.index + moved
  return {
    ...selection,
    active: { index, key: selection.active.key },
    anchor: Math.max(0, selection.anchor + moved),
  }
}
