import { create } from 'zustand'
import { type Pane, togglePane } from './layout.ts'

interface Drawers {
  /** The pane that lies over the page because there is no room beside it. */
  drawer: Pane | null
}

const useDrawers = create<Drawers>(() => ({ drawer: null }))

/** Windows from these widths on have room for a pane beside the page. */
const roomFor: Record<Pane, string> = {
  sidebar: '(width >= 760px)',
  panel: '(width >= 1100px)',
}

export function roomQuery(pane: Pane): string {
  return roomFor[pane]
}

export function useDrawer(): Pane | null {
  return useDrawers((state) => state.drawer)
}

export function closeDrawer() {
  useDrawers.setState({ drawer: null })
}

/** Shows or hides a pane: beside the page where there is room, else over it. */
export function switchPane(pane: Pane) {
  if (matchMedia(roomFor[pane]).matches) togglePane(pane)
  else useDrawers.setState(({ drawer }) => ({ drawer: drawer === pane ? null : pane }))
}
