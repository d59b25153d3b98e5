/** Keys that a table with the focus listens for itself, for the list of keys. */
export const tableKeys = [
  { keys: 'ArrowDown', what: 'move' },
  { keys: 'Shift+ArrowDown', what: 'extend' },
  { keys: 'Mod+A', what: 'all' },
  { keys: 'Home', what: 'first' },
  { keys: 'End', what: 'last' },
  { keys: 'Enter', what: 'play' },
  { keys: 'Shift+F10', what: 'menu' },
] as const
