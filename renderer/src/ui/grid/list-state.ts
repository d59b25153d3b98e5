import { create } from 'zustand'
import { nothingSelected, type Selection } from './selection.ts'

/** Selection and scroll position of each list, so that a list is as it was left when it is shown again. */
interface ListState {
  selections: Readonly<Record<string, Selection>>
  tops: Readonly<Record<string, number>>
}

export const useListState = create<ListState>(() => ({ selections: {}, tops: {} }))

export function selectionOf(list: string): Selection {
  return useListState.getState().selections[list] ?? nothingSelected
}

export function useSelection(list: string): Selection {
  return useListState((state) => state.selections[list] ?? nothingSelected)
}

export function changeSelection(list: string, change: (selection: Selection) => Selection) {
  useListState.setState((state) => ({
    selections: {
      ...state.selections,
      [list]: change(state.selections[list] ?? nothingSelected),
    },
  }))
}

export function rememberTop(list: string, top: number) {
  useListState.getState().tops[list] === top ||
    useListState.setState((state) => ({ tops: { ...state.tops, [list]: top } }))
}
