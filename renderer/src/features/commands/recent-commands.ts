const storageKey = 'naghma.commands'
const most = 6

/** Ids of the commands that were run from the palette last, the latest first. */
export function recentCommands(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]')
    return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

export function rememberCommand(id: string) {
  const ids = [id, ...recentCommands().filter((earlier) => earlier !== id)].slice(0, most)
  localStorage.setItem(storageKey, JSON.stringify(ids))
}
