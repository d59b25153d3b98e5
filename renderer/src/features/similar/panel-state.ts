import { create } from 'zustand'

interface PanelState {
  /** The tracks that the panel stays with; null while it follows the selection. */
  pinned: readonly number[] | null
  /** 0 sound alone ... 1 mode alone; null leaves it to the engine. */
  blend: number | null
  /** Whether it says why the neighbour that was chosen last is near. */
  whyOpen: boolean
}

/** What was set in the panel, while the page lives: it is as it was left when it is shown again. */
export const usePanelState = create<PanelState>(() => ({
  pinned: null,
  blend: null,
  whyOpen: false,
}))

export function changePanel(changes: Partial<PanelState>) {
  usePanelState.setState(changes)
}
