/** The part of Electron's `app` that quitting goes through. */
interface QuittingApp {
  on(event: 'will-quit', listener: (event: { preventDefault(): void }) => void): unknown
  quit(): void
}

/** Holds the first quit back until `finish` is done, whichever way it ends, then quits. */
export function finishBeforeQuit(app: QuittingApp, finish: () => Promise<void>): void {
  let state: 'running' | 'finishing' | 'finished' = 'running'
  app.on('will-quit', (event) => {
    if (state === 'finished') return
    event.preventDefault()
    if (state === 'finishing') return
    state = 'finishing'
    void finish()
      .catch(() => {})
      .then(() => {
        state = 'finished'
        app.quit()
      })
  })
}
