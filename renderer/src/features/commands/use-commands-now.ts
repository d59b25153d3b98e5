import { useSyncExternalStore } from 'react'
import { allCommands, type Command, followCommands } from './registry.ts'

let last: Command[] = []

/** The same list until other commands are offered, or one of them changes. */
function snapshot(): Command[] {
  const commands = allCommands()
  const same =
    commands.length === last.length && commands.every((command, index) => command === last[index])
  if (!same) last = commands
  return last
}

/** Every command that is offered now. */
export function useCommandsNow(): readonly Command[] {
  return useSyncExternalStore(followCommands, snapshot)
}
