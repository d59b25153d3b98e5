import type { shellWords as english } from '../en/shell.ts'
import type { Translation } from '../translation.ts'

/** What has to do with the window around the page and with the program itself, in Tamil. Needs review by a native speaker. */
export const shellWords: Translation<typeof english> = {
  report: {
    copy: 'அறிக்கையை நகலெடு',
    words: 'உருவாக்கியோரிடம் கேட்க: பதிப்புகள், சாதனங்கள், அமைப்புகள், பதிவேடு; பெயர்கள் இல்லை.',
    copied: 'அறிக்கை பிடிப்புப்பலகையில் உள்ளது',
    notCopied: 'அறிக்கையை நகலெடுக்க முடியவில்லை',
    showLog: 'பதிவேட்டைக் காட்டு',
  },
  opened: {
    title_one: 'இக்கோப்புறையை உங்கள் நூலகத்தில் சேர்க்கவா?',
    title_other: 'இந்த {{shown}} கோப்புறைகளை உங்கள் நூலகத்தில் சேர்க்கவா?',
    words: 'Naghma அங்கே இசையைத் தேடி, மாற்றங்களைப் பின்தொடரும். உங்கள் கோப்புகளில் எழுதாது.',
    add: 'சேர்',
  },
  theme: {
    title: 'தோற்றம்: {{name}}',
  },
}
