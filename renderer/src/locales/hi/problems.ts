import type { problemWords as english } from '../en/problems.ts'
import type { Translation } from '../translation.ts'

/** The list of problems, in Hindi. Needs review by a native speaker. */
export const problemWords: Translation<typeof english> = {
  problems: {
    name: 'समस्याएँ',
    table: 'समस्याएँ',
    count_one: '{{shown}} समस्याएँ',
    count_other: '{{shown}} समस्याएँ',
    none: 'कोई समस्या नहीं',
    noneHint: 'जो फ़ाइलें पढ़ी या विश्लेषित नहीं हो सकतीं, वे कारण सहित यहाँ लिखी जाती हैं।',
    file: 'फ़ाइल',
    what: 'क्या हुआ',
    stage: 'किस समय',
    stages: {
      scan: 'देखते समय',
      tags: 'टैग पढ़ते समय',
      decode: 'डिकोड करते समय',
      sound: 'ध्वनि के विश्लेषण में',
      mode: 'राग या मक़ाम सुनते समय',
    },
    attempts: 'प्रयास',
    when: 'पिछला प्रयास',
    retry: 'फिर कोशिश करें',
    retryOne: '{{path}} पर फिर कोशिश करें',
    retryAll: 'सब पर फिर कोशिश करें',
    retrySelected_one: '{{count}} पर फिर कोशिश करें',
    retrySelected_other: '{{count}} पर फिर कोशिश करें',
    retrying_one: '{{count}} फ़ाइलों पर फिर कोशिश हो रही है',
    retrying_other: '{{count}} फ़ाइलों पर फिर कोशिश हो रही है',
  },
}
