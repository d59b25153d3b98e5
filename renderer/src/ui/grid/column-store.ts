import { useSyncExternalStore } from 'react'
import { type ColumnChoice, noChoice, readChoice } from './column-choice.ts'

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
