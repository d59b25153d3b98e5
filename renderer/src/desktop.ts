/** What only the desktop window can do, exposed by its preload script; undefined in a browser. */
export interface Desktop {
  /** Starts dragging the files of these tracks out to other programs. To be called from `dragstart`. */
  dragOut(trackIds: readonly number[]): void
  /** The page speaks this language; menus and notifications follow. */
  speak(language: string): void
}

declare global {
  interface Window {
    naghma?: Desktop
  }
}

export const desktop: Desktop | undefined = window.naghma
