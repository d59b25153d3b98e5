/**
 * Browsers stop laying out boxes somewhere between 17 and 33 million pixels, so a list taller than that is drawn
 * in a shorter box, and scroll positions are scaled between the two. Below the limit the scale is 1.
 */
export const tallestBox = 16_000_000

export interface ScrollScale {
  /** Whether the two differ. */
  isScaled: boolean
  /** Height of the box that is really laid out, px. */
  boxHeight: number
  /** Position in the full list for a scroll position of the box, px. */
  toList(boxTop: number): number
  /** Scroll position of the box that shows a position of the full list, px. */
  toBox(listTop: number): number
}

/** `viewHeight` is the height in which rows can be seen. */
export function scrollScale(listHeight: number, viewHeight: number): ScrollScale {
  if (listHeight <= tallestBox) {
    return { isScaled: false, boxHeight: listHeight, toList: (top) => top, toBox: (top) => top }
  }
  const ratio = (listHeight - viewHeight) / (tallestBox - viewHeight)
  return {
    isScaled: true,
    boxHeight: tallestBox,
    toList: (top) => top * ratio,
    toBox: (top) => top / ratio,
  }
}

/** The scroll position nearest to `top` at which row `index` can be seen whole. */
export function topToShow(index: number, top: number, rowHeight: number, viewHeight: number) {
  const rowTop = index * rowHeight
  if (rowTop < top) return rowTop
  const lowest = rowTop + rowHeight - viewHeight
  return lowest > top ? lowest : top
}
