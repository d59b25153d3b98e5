/**
 * The commands of the page that the desktop window's menu offers, by their ids in the page's registry: menu and palette
 * share their verbs. One that the page does not offer at the moment is greyed.
 */
export const menuCommands = [
  'library.addFolder',
  'playlist.import',
  'playlist.export',
  'go.library',
  'go.browse',
  'go.similar',
  'go.problems',
  'go.settings',
  'app.theme.system',
  'app.theme.light',
  'app.theme.dark',
  'player.toggle',
  'player.next',
  'player.previous',
  'help.keys',
  'help.log',
  'help.report',
] as const
export type MenuCommand = (typeof menuCommands)[number]
