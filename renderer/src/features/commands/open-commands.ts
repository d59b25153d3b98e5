import { create } from 'zustand'

type Open = 'palette' | 'sheet' | null

const useOpen = create<{ open: Open }>(() => ({ open: null }))

/** Which of the two dialogs about commands is open. */
export function useOpenCommands(): Open {
  return useOpen((state) => state.open)
}

export function openCommands(open: Exclude<Open, null>) {
  useOpen.setState({ open })
}

export function closeCommands() {
  useOpen.setState({ open: null })
}
