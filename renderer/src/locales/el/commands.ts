import type { commandWords as english } from '../en/commands.ts'
import type { Translation } from '../translation.ts'

/** The command palette and the list of keys, in Greek. Needs review by a native speaker. */
export const commandWords: Translation<typeof english> = {
  commands: {
    palette: 'Εύρεση εντολής',
    find: 'Βρείτε εντολή, λίστα, κομμάτι ή όνομα',
    hint: 'Εντολή, λίστα, κομμάτι, μακάμ ή ράγκα…',
    list: 'Βρέθηκαν',
    nothing: 'Δεν βρέθηκε τίποτα: δοκιμάστε άλλες λέξεις.',
    sheet: 'Όλα τα πλήκτρα',
    print: 'Εκτύπωση',
    part: {
      recent: 'Τελευταίες',
      commands: 'Εντολές',
      playlists: 'Λίστες',
      terms: 'Περιήγηση κατά',
      tracks: 'Αναπαραγωγή',
    },
    group: {
      table: 'Σε πίνακα',
      go: 'Μετάβαση',
      tracks: 'Κομμάτια',
      player: 'Αναπαραγωγή',
      playlist: 'Λίστα',
      similar: 'Όμοια',
      teach: 'Διδασκαλία',
      library: 'Βιβλιοθήκη',
      app: 'Naghma',
    },
    table: {
      move: 'Επόμενη γραμμή· με τα άλλα βέλη και τα πλήκτρα Page πιο μακριά',
      extend: 'Επιλογή κι άλλων γραμμών',
      all: 'Επιλογή όλων',
      first: 'Πρώτη γραμμή',
      last: 'Τελευταία γραμμή',
      play: 'Αναπαραγωγή από εδώ',
      menu: 'Μενού των επιλεγμένων κομματιών',
    },
    copyPaths: 'Αντιγραφή διαδρομών αρχείων',
    focusSearch: 'Αναζήτηση',
    back: 'Πίσω',
    forward: 'Εμπρός',
    rescan: 'Νέα σάρωση όλων των φακέλων',
    pause: 'Παύση της ανάλυσης',
    resume: 'Συνέχιση της ανάλυσης',
    nextPane: 'Επόμενο μέρος του παραθύρου',
    previousPane: 'Προηγούμενο μέρος του παραθύρου',
  },
}
