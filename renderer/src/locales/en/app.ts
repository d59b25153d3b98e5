/** The frame around the pages: names, connection, messages and paths. In English. */
export const appWords = {
  appName: 'Naghma',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  undo: 'Undo',
  toasts: 'Messages',
  percent: '{{value}} %',
  demo: 'Demo library: every sound in it is synthesised.',
  keys: { enter: 'Enter', delete: 'Del' },
  sidebar: { name: 'Main' },
  connection: {
    retrying: 'Naghma’s engine is not answering; trying again.',
    stopped: 'Naghma has stopped: start it again to go on.',
    refused:
      'Naghma was started anew and does not know this page: open the address it printed when it started.',
  },
  failure: { unknown: 'That did not work' },
  paths: {
    folder: 'Folder',
    folders: 'Folders',
    contents: 'Folders and files',
    go: 'Go',
    up: 'Up one folder',
    browse: 'Browse…',
    chooseThis: 'Choose this folder',
    noFolders: 'No folders in here',
    nothing: 'Nothing in here',
  },
} as const
