export interface Label {
  /** Where its middle should be, px. */
  at: number
  text: string
}

export interface PlacedLabel extends Label {
  /** Where its middle is, so that all of it is within the picture, px. */
  middle: number
  /** 0 is nearest to the picture. */
  row: number
}

/** Mean width of a letter in the small size of the page, px. */
const letter = 6.6
const gap = 8

/**
 * Labels of a picture `width` px wide, in as few rows as they need so that none covers another; those that find no
 * room in `rows` are left out.
 */
export function placeLabels(labels: readonly Label[], rows: number, width: number): PlacedLabel[] {
  const ends = new Array<number>(rows).fill(Number.NEGATIVE_INFINITY)
  return [...labels]
    .sort((a, b) => a.at - b.at)
    .flatMap((label) => {
      const half = (label.text.length * letter) / 2
      const middle = Math.min(width - half, Math.max(half, label.at))
      const row = ends.findIndex((end) => end <= middle - half)
      if (row < 0) return []
      ends[row] = middle + half + gap
      return [{ ...label, middle, row }]
    })
}

/** Labels along an upright axis, the ones that matter most first: those too close to one before are left out. */
export function thinLabels<One extends Label>(labels: readonly One[], lineHeight: number): One[] {
  const kept: One[] = []
  for (const label of labels)
    if (kept.every(({ at }) => Math.abs(at - label.at) >= lineHeight)) kept.push(label)
  return kept
}
