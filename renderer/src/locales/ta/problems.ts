import type { problemWords as english } from '../en/problems.ts'
import type { Translation } from '../translation.ts'

/** The list of problems, in Tamil. Needs review by a native speaker. */
export const problemWords: Translation<typeof english> = {
  problems: {
    name: 'சிக்கல்கள்',
    table: 'சிக்கல்கள்',
    count_one: '{{shown}} சிக்கல்',
    count_other: '{{shown}} சிக்கல்கள்',
    none: 'சிக்கல்கள் இல்லை',
    noneHint: 'படிக்கவோ பகுப்பாயவோ முடியாத கோப்புகள் காரணத்துடன் இங்கே பட்டியலிடப்படும்.',
    file: 'கோப்பு',
    what: 'என்ன நடந்தது',
    stage: 'எப்போது',
    stages: {
      scan: 'ஆராயும்போது',
      tags: 'குறிச்சொற்களைப் படிக்கும்போது',
      decode: 'குறிநீக்கும்போது',
      sound: 'ஒலியைப் பகுப்பாயும்போது',
      mode: 'ராகத்தைக் கேட்கும்போது',
    },
    attempts: 'முயற்சிகள்',
    when: 'கடைசி முயற்சி',
    retry: 'மீண்டும் முயல்',
    retryOne: '{{path}} ஐ மீண்டும் முயல்',
    retryAll: 'எல்லாவற்றையும் மீண்டும் முயல்',
    retrySelected_one: '{{count}} ஐ மீண்டும் முயல்',
    retrySelected_other: '{{count}} ஐ மீண்டும் முயல்',
    retrying_one: '{{count}} கோப்பு மீண்டும் முயலப்படுகிறது',
    retrying_other: '{{count}} கோப்பு மீண்டும் முயலப்படுகிறது',
  },
}
