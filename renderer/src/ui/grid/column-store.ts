import { useSyncExternalStore } from 'react'
import { type ColumnChoice, noChoice, readChoice, writeChoice } from './column-choice.ts'

const storageKey = (table: string) => `naghma.columns.${table}`
const choices = new Map<string, ColumnChoice>()
const listeners = new Set<() => void>()

function choiceOf(table: string): ColumnChoice {
  const choice = choices.get(table) ?? readChoice(localStorage.getItem(storageKey(table)))
  choices.set(table, choice)
  return choice
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** What the user chose of a table's columns; `undefined` means a table whose columns cannot be chosen. */
export function useColumnChoice(table: string | undefined): ColumnChoice {
  return useSyncExternalStore(subscribe, () => (table === undefined ? noChoice : choiceOf(table)))
}

/** Changes what was chosen. `passing`: other changes follow at once, as while an edge is dragged; nothing is written yet. */
export function changeColumns(
  table: string,
  change: (choice: ColumnChoice) => ColumnChoice,
  { passing = false } = {},
) {
  const choice = change(choiceOf(table))
  choices.set(table, choice)
  if (!passing) localStorage.setItem(storageKey(table), writeChoice(choice))
  for (const listener of listeners) listener()
}

export function resetColumns(table: string) {
  choices.set(table, noChoice)
  localStorage.removeItem(storageKey(table))
  for (const listener of listeners) listener()
}
