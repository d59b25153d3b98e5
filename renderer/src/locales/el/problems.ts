import type { problemWords as english } from '../en/problems.ts'
import type { Translation } from '../translation.ts'

/** The list of problems, in Greek. Needs review by a native speaker. */
export const problemWords: Translation<typeof english> = {
  problems: {
    name: 'Προβλήματα',
    table: 'Προβλήματα',
    count_one: '{{shown}} πρόβλημα',
    count_other: '{{shown}} προβλήματα',
    none: 'Κανένα πρόβλημα',
    noneHint: 'Αρχεία που δεν διαβάζονται ή δεν αναλύονται γράφονται εδώ, με την αιτία.',
    file: 'Αρχείο',
    what: 'Τι συνέβη',
    stage: 'Κατά',
    stages: {
      scan: 'τη σάρωση',
      tags: 'την ανάγνωση ετικετών',
      decode: 'την αποκωδικοποίηση',
      sound: 'την ανάλυση του ήχου του',
      mode: 'την ακρόαση του τρόπου του',
    },
    attempts: 'Προσπάθειες',
    when: 'Τελευταία προσπάθεια',
    retry: 'Νέα προσπάθεια',
    retryOne: 'Νέα προσπάθεια για {{path}}',
    retryAll: 'Νέα προσπάθεια για όλα',
    retrySelected_one: 'Νέα προσπάθεια για {{count}}',
    retrySelected_other: 'Νέα προσπάθεια για {{count}}',
    retrying_one: 'Ξαναδοκιμάζεται {{count}} αρχείο',
    retrying_other: 'Ξαναδοκιμάζονται {{count}} αρχεία',
  },
}
