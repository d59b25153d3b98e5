/** Wider than this no column is made to fit its contents, px. */
const most = 640

/** The width at which the contents of a column that are on the screen are not cut off, px; `at` counts from 1. */
export function fittingWidth(grid: HTMLElement, at: number, columns: number): number {
  grid.style.setProperty('--grid-columns', `repeat(${columns}, max-content)`)
  const widths = [...grid.querySelectorAll(`[aria-colindex="${at}"]`)].map(
    (cell) => cell.getBoundingClientRect().width,
  )
  grid.style.removeProperty('--grid-columns')
  return Math.min(most, Math.ceil(Math.max(0, ...widths)) + 1)
}
