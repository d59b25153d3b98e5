/** The first run, in English. */
export const welcomeWords = {
  welcome: {
    title: 'Welcome to Naghma',
    words:
      'Naghma listens to your music, tells which makam, raga or dromos it may be in, and finds what sounds alike. Everything stays on this machine: nothing is uploaded, and your files are never changed.',
    steps: 'Steps',
    step: {
      folders: 'Your music',
      machine: 'Your computer',
      model: 'The model',
      results: 'First results',
    },
    folders: {
      title: 'Add a music folder',
      words:
        'You can play and search tracks as soon as they appear. Naghma then listens for their modes by itself; that needs no download.',
    },
    machine: {
      title: 'What this computer can do',
      words:
        'Analysis runs in the background at low priority. Say here how much of the computer it may take, and when; Settings has the same choices.',
      card: 'Graphics cards are tried when a model is there: each must give the same numbers as the processor, and the fastest that does is used.',
      noCard:
        'No graphics card was found that could help. The processor does the work: the more cores it may use, the sooner it is done.',
    },
    model: {
      title: 'Get a model that listens',
      words:
        'CultureMERT finds what sounds alike. Its weights are licensed CC BY‑NC 4.0 and are not part of Naghma: get them here, or use a checkpoint that you have.',
      later: 'This can wait: modes, browsing, searching and playlists work without it.',
    },
    results: {
      title: 'First results',
      words: 'The rest goes on while you listen. You can close this at any time.',
      noFolder: 'There is no music folder yet, so there is nothing to listen to.',
      tracks_one: '{{shown}} track found',
      tracks_other: '{{shown}} tracks found',
      heard_one: '{{shown}} listened to for its mode',
      heard_other: '{{shown}} listened to for their modes',
      analysed_one: '{{shown}} can be compared by sound',
      analysed_other: '{{shown}} can be compared by sound',
      first: 'First tracks',
      soon: 'Tracks appear here as they are found.',
    },
    next: 'Next',
    nextWithout: 'Later, go on',
    skip: 'Skip the welcome',
    finish: 'Open the library',
    empty: 'Your library is empty',
    again: 'Show the welcome again',
  },
} as const
