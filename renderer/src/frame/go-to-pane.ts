/** The parts of the window in their order; those that are not shown are passed over. */
const panes = ['#sidebar', 'main', '#panel', '.foot']
const focusable =
  '[role=grid], a[href], button:not([disabled]), input:not([disabled]), [tabindex]:not([tabindex="-1"])'

/** Moves the focus to the next (1) or previous (-1) part of the window that has something to focus. */
export function goToPane(by: 1 | -1) {
  const shown = panes.flatMap((selector) => {
    const pane = document.querySelector(selector)
    const first = pane && [...pane.querySelectorAll<HTMLElement>(focusable)].find(isSeen)
    return pane && first ? [{ pane, first }] : []
  })
  const now = shown.findIndex(({ pane }) => pane.contains(document.activeElement))
  const next = shown[(now + by + shown.length) % shown.length]
  const grid = next?.pane.querySelector<HTMLElement>('[role=grid]')
  ;(grid ?? next?.first)?.focus()
}

function isSeen(element: HTMLElement): boolean {
  return element.checkVisibility()
}
