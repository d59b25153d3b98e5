import type { Rectangle, ShellState } from './shell-state.ts'

/** What is used of Electron's `Display`. */
export interface Screen {
  id: number
  bounds: Rectangle
  /** Without task bars and docks. */
  workArea: Rectangle
}

/** A window smaller than this cannot be used. */
export const LEAST_SIZE = { width: 640, height: 480 }
const USUAL_SIZE = { width: 1280, height: 800 }
/** Of the title bar so much must lie on a display that it can be taken hold of. */
const LEAST_VISIBLE = { width: 120, height: 32 }

/** A name for the displays that are there, where and how large each is: a laptop alone is not the one on the desk. */
export function arrangement(screens: readonly Screen[]): string {
  return screens
    .map(({ bounds: { x, y, width, height } }) => `${width}x${height}@${x},${y}`)
    .sort()
    .join(' ')
}

function overlap(start: number, length: number, from: number, extent: number): number {
  return Math.min(start + length, from + extent) - Math.max(start, from)
}

/** Whether enough of a window's title bar lies on one of the displays. */
export function isReachable(window: Rectangle, screens: readonly Screen[]): boolean {
  return screens.some(
    ({ workArea }) =>
      overlap(window.x, window.width, workArea.x, workArea.width) >= LEAST_VISIBLE.width &&
      window.y >= workArea.y - 1 &&
      window.y + LEAST_VISIBLE.height <= workArea.y + workArea.height,
  )
}

/**
 * Where the window opens: where it was with these displays, when it can be reached there, else in the middle of the main
 * display (`screens[0]`), never larger than that.
 */
export function windowPlace(
  { bounds }: Pick<ShellState, 'bounds'>,
  screens: readonly Screen[],
): Partial<Rectangle> & { width: number; height: number } {
  const kept = bounds[arrangement(screens)]
  if (kept && isReachable(kept, screens))
    return {
      ...kept,
      width: Math.max(kept.width, LEAST_SIZE.width),
      height: Math.max(kept.height, LEAST_SIZE.height),
    }
  const area = screens[0]?.workArea ?? USUAL_SIZE
  return {
    width: Math.max(LEAST_SIZE.width, Math.min(USUAL_SIZE.width, area.width)),
    height: Math.max(LEAST_SIZE.height, Math.min(USUAL_SIZE.height, area.height)),
  }
}

/** The bounds to keep, with this window's among these displays as the newest. */
export function withPlace(
  { bounds }: Pick<ShellState, 'bounds'>,
  screens: readonly Screen[],
  place: Rectangle,
): ShellState['bounds'] {
  const { [arrangement(screens)]: _, ...others } = bounds
  return { ...others, [arrangement(screens)]: place }
}
