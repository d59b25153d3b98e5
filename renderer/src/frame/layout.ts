import { create } from 'zustand'
import { persist } from 'zustand/middleware'

/** Widths in CSS pixels that a pane of the frame may have. */
export const paneWidths = {
  sidebar: { least: 168, usual: 232, most: 400 },
  panel: { least: 260, usual: 340, most: 520 },
} as const
export type Pane = keyof typeof paneWidths

interface Layout {
  widths: Record<Pane, number>
  open: Record<Pane, boolean>
}

const usual: Layout = {
  widths: { sidebar: paneWidths.sidebar.usual, panel: paneWidths.panel.usual },
  open: { sidebar: true, panel: true },
}

/** How the panes of the frame stand; remembered on this machine. */
export const useLayout = create<Layout>()(
  persist(() => usual, {
    name: 'naghma.layout',
    version: 1,
    merge: (stored, layout) => readLayout(stored) ?? layout,
  }),
)

/** A width within what its pane may have. */
export function fitWidth(pane: Pane, width: number): number {
  const { least, most } = paneWidths[pane]
  return Math.round(Math.min(most, Math.max(least, width)))
}

/** What was stored, put right where it is not a layout; null where there is nothing of one. */
export function readLayout(stored: unknown): Layout | null {
  if (typeof stored !== 'object' || stored === null) return null
  const widths = Reflect.get(stored, 'widths')
  const open = Reflect.get(stored, 'open')
  const widthOf = (pane: Pane) => {
    const width = isObject(widths) ? Reflect.get(widths, pane) : undefined
    return typeof width === 'number' && Number.isFinite(width)
      ? fitWidth(pane, width)
      : usual.widths[pane]
  }
  const isOpen = (pane: Pane) => (isObject(open) ? Reflect.get(open, pane) !== false : true)
  return {
    widths: { sidebar: widthOf('sidebar'), panel: widthOf('panel') },
    open: { sidebar: isOpen('sidebar'), panel: isOpen('panel') },
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

export function resizePane(pane: Pane, width: number) {
  useLayout.setState(({ widths }) => ({ widths: { ...widths, [pane]: fitWidth(pane, width) } }))
}

export function togglePane(pane: Pane) {
  useLayout.setState(({ open }) => ({ open: { ...open, [pane]: !open[pane] } }))
}

export function usePane(pane: Pane): { width: number; open: boolean } {
  const width = useLayout(({ widths }) => widths[pane])
  const open = useLayout((layout) => layout.open[pane])
  return { width, open }
}
