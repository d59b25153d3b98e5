import type { PageTheme } from '../../contract/shell-messages.ts'

/** What only the desktop window can do, exposed by its preload script; undefined in a browser. */
export interface Desktop {
  /**
   * Starts dragging the files of these tracks out to other programs. To be called from `dragstart`, whose default the
   * page prevents: the shell looks the files up and begins the drag itself. Of more than a thousand tracks the first
   * thousand are dragged.
   */
  dragOut(trackIds: readonly number[]): void
  /** The page speaks this language; menus and notifications follow. */
  speak(language: string): void
  /** The page is shown in this theme; the window's frame follows. */
  look(theme: PageTheme): void
  /** These commands, by their ids, can be run now; the menu greys the others. */
  offer(commands: readonly string[]): void
}

declare global {
  interface Window {
    naghma?: Desktop
  }
}

export const desktop: Desktop | undefined = window.naghma
