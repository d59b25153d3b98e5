import { create } from 'zustand'
import { nothingSelected, type Selection } from './selection.ts'

/** The selection of each list, so that it is as it was left when it is shown again. */
interface ListState {
  selections: Readonly<Record<string, Selection>>
}

export const useListState = create<ListState>(() => ({ selections: {} }))

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

/** Scroll positions of the views that were seen last, px from the top of the list. */
const tops = new Map<string, number>()
const mostTops = 200

/** Where a view of a list was left; views are the same rows in the same order. */
export function topOf(list: string, view: string): number {
  return tops.get(`${list} ${view}`) ?? 0
}

export function rememberTop(list: string, view: string, top: number) {
  const key = `${list} ${view}`
  tops.delete(key)
  tops.set(key, top)
  const [oldest] = tops.keys()
  if (tops.size > mostTops && oldest !== undefined) tops.delete(oldest)
}
