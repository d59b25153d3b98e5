import type { commandWords as english } from '../en/commands.ts'
import type { Translation } from '../translation.ts'

/** The command palette and the list of keys, in Hindi. Needs review by a native speaker. */
export const commandWords: Translation<typeof english> = {
  commands: {
    palette: 'आदेश खोजें',
    find: 'आदेश, प्लेलिस्ट, ट्रैक या नाम खोजें',
    hint: 'आदेश, प्लेलिस्ट, ट्रैक, मक़ाम या राग…',
    list: 'मिले',
    nothing: 'कुछ नहीं मिला: दूसरे शब्द आज़माएँ।',
    sheet: 'सब कुंजियाँ',
    print: 'छापें',
    part: {
      recent: 'पिछले',
      commands: 'आदेश',
      playlists: 'प्लेलिस्ट',
      terms: 'इससे देखें',
      tracks: 'बजाएँ',
    },
    group: {
      table: 'तालिका में',
      go: 'जाएँ',
      tracks: 'ट्रैक',
      player: 'प्लेयर',
      playlist: 'प्लेलिस्ट',
      similar: 'मिलते-जुलते',
      teach: 'सिखाना',
      library: 'संग्रह',
      app: 'Naghma',
    },
    table: {
      move: 'अगली पंक्ति; दूसरे तीरों और Page कुंजियों से और आगे',
      extend: 'और पंक्तियाँ चुनें',
      all: 'सब चुनें',
      first: 'पहली पंक्ति',
      last: 'अंतिम पंक्ति',
      play: 'यहाँ से बजाएँ',
      menu: 'चुने ट्रैकों का मेनू',
    },
    copyPaths: 'फ़ाइलों के पथ कॉपी करें',
    focusSearch: 'खोज',
    back: 'पीछे',
    forward: 'आगे',
    rescan: 'सब फ़ोल्डर फिर देखें',
    pause: 'विश्लेषण रोकें',
    resume: 'विश्लेषण जारी रखें',
    nextPane: 'खिड़की का अगला भाग',
    previousPane: 'खिड़की का पिछला भाग',
  },
}
