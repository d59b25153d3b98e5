/** How getting and changing the model is spoken of, in English. */
export const modelWords = {
  model: {
    name: 'Model',
    words:
      'CultureMERT is the model that listens to your music and finds what sounds alike. Its weights are licensed CC BY‑NC 4.0 and are not part of Naghma: get them here, or use a checkpoint that you have.',
    own: 'Use a checkpoint on this computer',
    path: 'Checkpoint',
    pathWords:
      'A folder with config.json and weights, or model.safetensors or pytorch_model.bin itself.',
    chooseTitle: 'Choose a checkpoint',
    use: 'Use this model',
    converting: 'Preparing the model',
    checking: 'Trying the model',
    failed: 'The model cannot be used: {{message}}',
    shape: '{{layers}} layers of {{size}} values',
    warnings: 'It works, but something in it looks odd:',
  },
  offer: {
    about: {
      'culturemert-95m':
        'Adapted to Turkish makam, Hindustani, Carnatic and Greek music together: the best choice for a library of such music.',
      'culturemert-ta-95m':
        'Merged from models adapted to one tradition each: nearly as good for makam and raga, a little better for Greek and Western music.',
      'mert-v1-95m':
        'The general music model that CultureMERT was made from: for a library of mostly Western music, or to compare.',
    },
    list: 'Models to get',
    recommended: 'Recommended',
    others: 'Other models',
    othersList: 'Other models to get',
    facts: '{{size}} · {{licence}}',
    get: 'Get it',
    getNamed: 'Get it: {{name}}',
    goOn: 'Go on with the download ({{done}} of {{total}})',
    use: 'Use',
    useNamed: 'Use {{name}}',
    here: 'On this computer',
    inUse: 'In use',
  },
  get: {
    title: 'Get {{name}}',
    page: 'About the model, on huggingface.co',
    licence: 'Licence',
    licenceLink: 'Read the licence',
    ethics: 'Before you use it',
    citation: 'To cite it',
    copy: 'Copy',
    copied: 'Copied',
    size: 'Size',
    sizeWords:
      '{{download}} to download. Naghma’s converted copy takes as much again: {{disk}} on the disk in all.',
    change: 'What it changes',
    accept: 'I accept the licence',
    download: 'Download',
  },
  download: {
    downloading: 'Downloading {{name}}',
    paused: 'Download of {{name}} paused',
    failed: 'Download of {{name}} failed',
    short: {
      downloading: 'Downloading model',
      paused: 'Download paused',
      failed: 'Download failed',
    },
    said: 'Downloading {{name}}, {{percent}} percent',
    bytesOf: '{{done}} of {{total}}',
    rate: '{{rate}} a second',
    left: '{{time}} left',
    pause: 'Pause',
    resume: 'Resume',
    retry: 'Try again',
    pauseNamed: 'Pause the download of {{name}}',
    resumeNamed: 'Resume the download of {{name}}',
    retryNamed: 'Try again to download {{name}}',
    cancelNamed: 'Cancel the download of {{name}}',
    cancelTitle: 'Cancel the download?',
    cancelWords:
      '{{size}} have arrived and would be removed. To go on another time, pause it instead.',
    keep: 'Keep it',
    cancel: 'Cancel the download',
  },
  source: {
    title: 'Where it is fetched from',
    mirror: 'Mirror',
    mirrorWords: 'Another server with the same files, https://… Empty: the origin, huggingface.co.',
    proxy: 'Proxy',
    proxyWords: 'A proxy to fetch through, http://… Empty: what the system says.',
    saveNamed: 'Save: {{name}}',
    saved: 'Saved',
    fault: {
      noScheme: 'An address begins with https:// or http://.',
      otherScheme: 'Only addresses that begin with https:// or http:// can be used here.',
      unreadable: 'This is no address of a server: check it for blanks and missing parts.',
      tooLong: 'This address is too long.',
    },
  },
  change: {
    title: 'Change the model?',
    again_one:
      'The new model has to listen to {{shown}} track of its own: about {{quick}} (quick) or {{full}} (full) on this computer.',
    again_other:
      'The new model has to listen to {{shown}} tracks of its own: about {{quick}} (quick) or {{full}} (full) on this computer.',
    againUntold_one:
      'The new model has to listen to {{shown}} track of its own. How long that takes shows when it has begun.',
    againUntold_other:
      'The new model has to listen to {{shown}} tracks of its own. How long that takes shows when it has begun.',
    until_one:
      'What {{name}} heard in {{shown}} track stays, and similar tracks are found by it until the new model has heard as many.',
    until_other:
      'What {{name}} heard in {{shown}} tracks stays, and similar tracks are found by it until the new model has heard as many.',
    kept: 'Nothing is thrown away: you can go back to an earlier model at any time.',
    confirm: 'Change the model',
  },
  kept: {
    title: 'Models of this library',
    words: 'What a model heard in your tracks stays in the library until you let it go.',
    tracks_one: '{{shown}} track',
    tracks_other: '{{shown}} tracks',
    used: 'last used {{when}}',
    current: 'Current',
    compared: 'Compared by',
    generated: 'generated weights',
    earlier: 'from an earlier conversion',
    use: 'Use again',
    useNamed: 'Use again: {{name}}',
    forget: 'Forget',
    forgetNamed: 'Forget {{name}}',
    forgetTitle: 'Forget what {{name}} heard?',
    forgetWords_one:
      'To compare by it another time, {{shown}} track would have to be analysed again. Its checkpoint stays where it is.',
    forgetWords_other:
      'To compare by it another time, {{shown}} tracks would have to be analysed again. Its checkpoint stays where it is.',
    compareBy: 'Find similar tracks by',
    automatic: 'Automatic',
    automaticWords: 'The current model, as soon as no other has heard more tracks.',
  },
  agreement: {
    one: 'One model',
    other: 'Another',
    named: '{{name}}, {{words}}',
    ask: 'How far do they agree?',
    asking: 'Looking…',
    answer:
      'Of the ten nearest tracks by one, {{shared}} are among the ten nearest by the other ({{sample}} of {{tracks}} tracks looked at).',
  },
  firstAnalysis: {
    name: 'Before the first analysis',
    times_one:
      '{{shown}} track can be analysed. On this computer that takes about {{quick}} (quick: {{windows}} windows of 5 s a track) or {{full}} (full).',
    times_other:
      '{{shown}} tracks can be analysed. On this computer that takes about {{quick}} (quick: {{windows}} windows of 5 s a track) or {{full}} (full).',
    untold_one: '{{shown}} track can be analysed. How long that takes shows when it has begun.',
    untold_other: '{{shown}} tracks can be analysed. How long that takes shows when it has begun.',
    background:
      'It goes on by itself in the background and can be paused. What is done can be compared at once, and the newest tracks and those you look at come first.',
    helps: 'What makes it quicker',
    graphics:
      'A graphics card is many times as fast as the processor; Naghma uses one by itself where it works.',
    fewer: 'Quick with fewer windows of each track: choose them in Settings, under Analysis.',
    quick: 'Analyse, quick',
    full: 'Analyse, full',
    later: 'Not now',
  },
  modelHint: {
    name: 'Model',
    words:
      'To find what sounds alike, Naghma needs a model that listens. Modes and browsing work without it.',
    get: 'Get {{name}}',
    choose: 'Choose a model',
    dismiss: 'Put this hint away',
  },
} as const
