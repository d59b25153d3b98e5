import type { shellWords as english } from '../en/shell.ts'
import type { Translation } from '../translation.ts'

/** What has to do with the window around the page and with the program itself, in Greek. Needs review by a native speaker. */
export const shellWords: Translation<typeof english> = {
  report: {
    copy: 'Αντιγραφή αναφοράς',
    words:
      'Για ερώτηση στους δημιουργούς: εκδόσεις, συσκευές, ρυθμίσεις και το ημερολόγιο, χωρίς ονόματα.',
    copied: 'Η αναφορά είναι στο πρόχειρο',
    notCopied: 'Η αναφορά δεν μπόρεσε να αντιγραφεί',
    showLog: 'Εμφάνιση αρχείου ημερολογίου',
  },
  opened: {
    title_one: 'Να προστεθεί αυτός ο φάκελος στη βιβλιοθήκη σας;',
    title_other: 'Να προστεθούν αυτοί οι {{shown}} φάκελοι στη βιβλιοθήκη σας;',
    words:
      'Το Naghma ψάχνει εκεί για μουσική και παρακολουθεί ό,τι αλλάζει. Δεν γράφει ποτέ στα αρχεία σας.',
    add: 'Προσθήκη',
  },
  theme: {
    title: 'Θέμα: {{name}}',
  },
}
