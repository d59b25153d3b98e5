import type { MenuItemConstructorOptions } from 'electron'
import { type MenuCommand, menuCommands } from '../contract/menu-commands.ts'
import type { MenuWords } from './menu-words.ts'

export interface MenuParts {
  platform: NodeJS.Platform
  /** Developer items are for unpackaged runs. */
  packaged: boolean
  words: MenuWords
  /** Ids of the commands the page offers now. */
  offered: ReadonlySet<string>
  /** The page is to run this command. */
  run(command: MenuCommand): void
  /** Shows the licences of what is inside. */
  showLicences(): void
}

/** The menu's commands among those a page says it offers; names of other commands are of no concern here. */
export function offeredCommands(commands: readonly string[]): Set<string> {
  const known: ReadonlySet<string> = new Set(menuCommands)
  return new Set(commands.filter((id) => known.has(id)))
}

/**
 * The menu bar of a platform: what every program there has as the platform's own roles, so that each has its usual keys
 * and place; what is Naghma's own as commands of the page.
 */
export function menuTemplate(parts: MenuParts): MenuItemConstructorOptions[] {
  const { platform, packaged, words, offered, run } = parts
  const mac = platform === 'darwin'

  function command(id: MenuCommand, label: string, accelerator?: string) {
    return {
      id,
      label,
      enabled: offered.has(id),
      click: () => run(id),
      ...(accelerator ? { accelerator } : {}),
    } satisfies MenuItemConstructorOptions
  }

  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const settings = command('go.settings', words.settings, 'CmdOrCtrl+,')
  const about: MenuItemConstructorOptions = { role: 'about', label: words.about }

  const application: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      about,
      separator,
      settings,
      separator,
      { role: 'services', label: words.services },
      separator,
      { role: 'hide', label: words.hide },
      { role: 'hideOthers', label: words.hideOthers },
      { role: 'unhide', label: words.showAll },
      separator,
      { role: 'quit', label: words.quit },
    ],
  }
  const file: MenuItemConstructorOptions = {
    label: words.file,
    submenu: [
      command('library.addFolder', words.addFolder, 'CmdOrCtrl+O'),
      separator,
      command('playlist.import', words.importPlaylist, 'CmdOrCtrl+Shift+O'),
      command('playlist.export', words.exportPlaylist, 'CmdOrCtrl+Shift+E'),
      separator,
      ...(mac ? [] : [settings, separator]),
      mac
        ? { role: 'close', label: words.closeWindow }
        : { role: 'quit', label: words.quit, accelerator: 'CmdOrCtrl+Q' },
    ],
  }
  const edit: MenuItemConstructorOptions = {
    role: 'editMenu',
    label: words.edit,
    submenu: [
      { role: 'undo', label: words.undo },
      { role: 'redo', label: words.redo },
      separator,
      { role: 'cut', label: words.cut },
      { role: 'copy', label: words.copy },
      { role: 'paste', label: words.paste },
      { role: 'selectAll', label: words.selectAll },
    ],
  }
  const view: MenuItemConstructorOptions = {
    label: words.view,
    submenu: [
      command('go.library', words.library, 'CmdOrCtrl+1'),
      command('go.browse', words.browse, 'CmdOrCtrl+2'),
      command('go.similar', words.similar, 'CmdOrCtrl+3'),
      command('go.problems', words.problems, 'CmdOrCtrl+4'),
      separator,
      {
        label: words.theme,
        submenu: [
          command('app.theme.system', words.themeSystem),
          command('app.theme.light', words.themeLight),
          command('app.theme.dark', words.themeDark),
        ],
      },
      separator,
      { role: 'resetZoom', label: words.actualSize },
      { role: 'zoomIn', label: words.zoomIn },
      { role: 'zoomOut', label: words.zoomOut },
      separator,
      { role: 'togglefullscreen', label: words.fullScreen },
      ...(packaged
        ? []
        : [separator, { role: 'reload' as const }, { role: 'toggleDevTools' as const }]),
    ],
  }
  const playback: MenuItemConstructorOptions = {
    label: words.playback,
    submenu: [
      command('player.toggle', words.play, 'CmdOrCtrl+Alt+Space'),
      command('player.next', words.next, 'CmdOrCtrl+Alt+Right'),
      command('player.previous', words.previous, 'CmdOrCtrl+Alt+Left'),
    ],
  }
  const window: MenuItemConstructorOptions = {
    role: 'windowMenu',
    label: words.window,
    submenu: [
      { role: 'minimize', label: words.minimise },
      ...(mac
        ? [
            { role: 'zoom' as const, label: words.zoom },
            separator,
            { role: 'front' as const, label: words.bringToFront },
          ]
        : [{ role: 'close' as const, label: words.closeWindow }]),
    ],
  }
  const help: MenuItemConstructorOptions = {
    role: 'help',
    label: words.help,
    submenu: [
      command('help.keys', words.keys, 'CmdOrCtrl+/'),
      separator,
      command('help.log', words.showLog),
      command('help.report', words.copyReport),
      separator,
      { label: words.licences, click: parts.showLicences },
      ...(mac ? [] : [separator, about]),
    ],
  }
  return [...(mac ? [application] : []), file, edit, view, playback, window, help]
}
