import { useEffect } from 'react'
import { belongsToField, isPressed, waysToPress } from './keys.ts'
import { allCommands } from './registry.ts'

/** Runs the command whose keys are pressed, unless something nearer to the focus took them, or a dialog is open. */
function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing) return
  if (document.querySelector('.dialog-overlay, .drawer-overlay')) return
  const typing =
    event.target instanceof Element &&
    event.target.closest('input:not([type=range], [type=checkbox]), textarea, [contenteditable]')
  const command = allCommands().find(
    ({ keys, ownKeys, isDisabled }) =>
      keys !== undefined &&
      !ownKeys &&
      !isDisabled &&
      waysToPress(keys).some((way) => isPressed(way, event) && !(typing && belongsToField(way))),
  )
  if (!command) return
  event.preventDefault()
  command.run()
}

/** Listens for the keys of all commands for as long as it is there. */
export function CommandKeys() {
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
  return null
}
