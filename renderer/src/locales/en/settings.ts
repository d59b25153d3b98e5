/** Settings: folders, modes, FFmpeg, appearance, the library itself. In English. */
export const settingsWords = {
  folders: {
    name: 'Music folders',
    words: 'Naghma reads these folders and everything in them, and never changes a file.',
    path: 'Folder with music',
    pathHint: 'A whole path, or Browse…',
    chooseTitle: 'Choose a music folder',
    add: 'Add folder',
    added: '{{path}} added',
    removed: '{{path}} removed',
    remove: 'Remove',
    removeTitle: 'Remove this folder from the library?',
    removeWords:
      'No file is deleted. Tracks that were analysed or stand in a playlist stay as missing, and come back with everything when the folder is added again.',
    rescan: 'Rescan',
    rescanAll: 'Rescan all folders',
    repoint: 'It has moved…',
    repointTitle: 'Where is this folder now?',
    repointWords:
      'When the folder now has another drive letter or place, name its new place: its tracks keep everything that is known of them.',
    newPlace: 'New place',
    tradition: 'Tradition',
    noTradition: 'Not set',
    useNewPlace: 'Use this place',
    repointed: '{{found}} files found again, {{missing}} missing',
    files_one: '{{shown}} file',
    files_other: '{{shown}} files',
    missing_one: '{{shown}} missing',
    missing_other: '{{shown}} missing',
    scanned: 'scanned {{when}}',
    state: {
      ready: 'Ready',
      scanning: 'Scanning',
      missing: 'Cannot be found: is its drive connected?',
      unreadable: 'May not be read: check its permissions',
    },
    watch: {
      watching: 'watched for changes',
      polling: 'checked for changes now and then',
      off: 'not watched',
    },
  },
  modeSettings: {
    name: 'Modes',
    words:
      'Naghma listens to the first and the last minute of a track, finds its melody and its tonic, and tells which makam, raga or dromos is likely. It needs no model and no download.',
    listen: 'Listen for the mode of new tracks',
    listenWords: 'As soon as they are in the library.',
    tradition: 'Tradition of this library',
    traditionWords:
      'For music whose tags, folder and you yourself do not tell. Naghma does not guess a tradition from the tones: leave a mixed library as it is, and set folders above instead.',
    mixed: 'Mixed, or not known',
    rare: 'Rare makams too',
    rareWords:
      'Makams of which few scores exist then compete with the common ones. Each of them costs the common ones some accuracy.',
  },
  ffmpeg: {
    name: 'FFmpeg',
    path: 'Find it',
    own: 'Use this one…',
    none: 'Do without',
    ownPath: 'Path of ffmpeg',
    found: 'In use: {{path}}',
    notFound:
      'Not in use. The usual formats are decoded by Naghma itself; WMA, Monkey’s Audio and other rare ones need FFmpeg.',
  },
  settings: {
    name: 'Settings',
    sections: 'Sections of the settings',
    look: 'Appearance and language',
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    language: 'Language',
    languageWords: 'Names are sorted by its alphabet too.',
    systemLanguage: 'As the system',
  },
  about: {
    name: 'About Naghma',
    words:
      'Free software under the Apache License 2.0. It holds the work of many others, whose licences are listed here.',
    version: 'Version',
    licences: 'Licences',
    notice: 'Notice',
  },
  host: {
    name: 'This library',
    dataFolder: 'Data folder',
    stopWithLastPage: 'Stop Naghma with its last page',
    stopWithLastPageWords: 'Otherwise it goes on working in the background until it is stopped.',
    stop: 'Stop Naghma',
    stopTitle: 'Stop Naghma?',
    stopWords:
      'What is being written is finished first; analysis goes on where it left off at the next start.',
  },
} as const
