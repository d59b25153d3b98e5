/** What has to do with the window around the page and with the program itself. In English. */
export const shellWords = {
  report: {
    copy: 'Copy report',
    words:
      'For a question to the makers: versions, devices, settings and the log, without any names.',
    copied: 'The report is on the clipboard',
    notCopied: 'The report could not be copied',
    showLog: 'Show log file',
  },
  opened: {
    title_one: 'Add this folder to your library?',
    title_other: 'Add these {{shown}} folders to your library?',
    words:
      'Naghma looks for music there and follows what changes. Your files are never written to.',
    add: 'Add',
  },
  theme: { title: 'Theme: {{name}}' },
} as const
