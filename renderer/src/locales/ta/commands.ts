import type { commandWords as english } from '../en/commands.ts'
import type { Translation } from '../translation.ts'

/** The command palette and the list of keys, in Tamil. Needs review by a native speaker. */
export const commandWords: Translation<typeof english> = {
  commands: {
    palette: 'கட்டளை தேடு',
    find: 'கட்டளை, பட்டியல், தடம் அல்லது பெயரைத் தேடுங்கள்',
    hint: 'கட்டளை, பட்டியல், தடம், மகாம் அல்லது ராகம்…',
    list: 'கிடைத்தவை',
    nothing: 'எதுவும் கிடைக்கவில்லை: வேறு சொற்களை முயலுங்கள்.',
    sheet: 'எல்லா விசைகளும்',
    print: 'அச்சிடு',
    part: {
      recent: 'அண்மையில் பயன்படுத்தியவை',
      commands: 'கட்டளைகள்',
      playlists: 'பட்டியல்கள்',
      terms: 'இதன்படி உலாவு',
      tracks: 'இசை',
    },
    group: {
      table: 'அட்டவணையில்',
      go: 'செல்',
      tracks: 'தடங்கள்',
      player: 'இயக்கி',
      playlist: 'பட்டியல்',
      similar: 'ஒத்தவை',
      teach: 'கற்பித்தல்',
      library: 'நூலகம்',
      app: 'Naghma',
    },
    table: {
      move: 'அடுத்த வரிசை; மற்ற அம்புகளாலும் Page விசைகளாலும் இன்னும் தொலைவு',
      extend: 'மேலும் வரிசைகளைத் தேர்',
      all: 'எல்லாவற்றையும் தேர்',
      first: 'முதல் வரிசை',
      last: 'கடைசி வரிசை',
      play: 'இங்கிருந்து இசை',
      menu: 'தேர்ந்த தடங்களின் பட்டி',
    },
    copyPaths: 'கோப்புப் பாதைகளை நகலெடு',
    focusSearch: 'தேடு',
    back: 'பின்',
    forward: 'முன்',
    rescan: 'எல்லாக் கோப்புறைகளையும் மீண்டும் ஆராய்',
    pause: 'பகுப்பாய்வை நிறுத்திவை',
    resume: 'பகுப்பாய்வைத் தொடர்',
    nextPane: 'சாளரத்தின் அடுத்த பகுதி',
    previousPane: 'சாளரத்தின் முந்தைய பகுதி',
  },
}
