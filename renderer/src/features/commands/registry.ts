import { useEffect, useRef } from 'react'
import { create } from 'zustand'

/** Where a command stands in the palette and in the list of keys. */
export const commandGroups = [
  'go',
  'tracks',
  'player',
  'playlist',
  'similar',
  'teach',
  'library',
  'app',
] as const
export type CommandGroup = (typeof commandGroups)[number]

/** Something a person can have done: from the palette, by its keys, or from a menu. */
export interface Command {
  /** Unique among the commands that are there at once, e.g. "player.next". */
  id: string
  group: CommandGroup
  /** In the user's language. */
  title: string
  /** Further words that find it. */
  words?: string
  /**
   * Keys as in `KeyboardEvent.key`, joined by "+": "Mod+K" (Ctrl, on a Mac Command), "Alt+ArrowUp", "Space"; several
   * ways after each other: "/ Mod+F".
   * A key without Mod or Alt does nothing while somebody types in a field.
   */
  keys?: string
  /** The page listens for the keys itself (e.g. a table with the focus); they are only listed. */
  ownKeys?: boolean
  isDisabled?: boolean
  run(): void
}

interface Registry {
  sources: ReadonlyMap<symbol, readonly Command[]>
}

const useRegistry = create<Registry>(() => ({ sources: new Map() }))

/** Offers commands for as long as the component is there. Pass a memoised array. */
export function useCommands(commands: readonly Command[]) {
  const key = useRef(Symbol('commands')).current
  useEffect(() => {
    useRegistry.setState(({ sources }) => ({ sources: new Map(sources).set(key, commands) }))
    return () =>
      useRegistry.setState(({ sources }) => {
        const left = new Map(sources)
        left.delete(key)
        return { sources: left }
      })
  }, [key, commands])
}

/** Calls back whenever other commands are offered; returns what ends that. */
export function followCommands(listener: () => void): () => void {
  return useRegistry.subscribe(listener)
}

/** Every command that is offered now. */
export function allCommands(): Command[] {
  return [...useRegistry.getState().sources.values()].flat()
}
