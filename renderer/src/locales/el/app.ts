import type { appWords as english } from '../en/app.ts'
import type { Translation } from '../translation.ts'

/** The frame around the pages: names, connection, messages and paths, in Greek. Needs review by a native speaker. */
export const appWords: Translation<typeof english> = {
  appName: 'Naghma',
  cancel: 'Άκυρο',
  close: 'Κλείσιμο',
  save: 'Αποθήκευση',
  undo: 'Αναίρεση',
  toasts: 'Μηνύματα',
  percent: '{{value}}\u00a0%',
  demo: 'Βιβλιοθήκη επίδειξης: κάθε ήχος της είναι συνθετικός.',
  keys: {
    enter: 'Enter',
    delete: 'Del',
    escape: 'Esc',
    space: 'Διάστημα',
    home: 'Home',
    end: 'End',
  },
  sidebar: {
    name: 'Κύρια πλοήγηση',
    tracks: 'Κομμάτια',
    albums: 'Δίσκοι',
    artists: 'Καλλιτέχνες',
    recent: 'Πρόσφατες προσθήκες',
    favourites: 'Αγαπημένα',
  },
  frame: {
    sidebar: 'Πλαϊνή στήλη',
    panel: 'Όμοιος ήχος',
    showSidebar: 'Εμφάνιση της πλαϊνής στήλης',
    hideSidebar: 'Απόκρυψη της πλαϊνής στήλης',
    showPanel: 'Εμφάνιση όσων ηχούν όμοια',
    hidePanel: 'Απόκρυψη όσων ηχούν όμοια',
    switchSidebar: 'Εμφάνιση ή απόκρυψη της πλαϊνής στήλης',
    switchPanel: 'Εμφάνιση ή απόκρυψη όσων ηχούν όμοια',
    resizeSidebar: 'Πλάτος της πλαϊνής στήλης',
    resizePanel: 'Πλάτος του πλαισίου',
    back: 'Πίσω',
    forward: 'Εμπρός',
    skip: 'Μετάβαση στη σελίδα',
  },
  broken: {
    title: 'Η σελίδα αυτή σταμάτησε να λειτουργεί',
    words:
      'Το λάθος είναι δικό μας, όχι δικό σας. Δεν χάθηκε τίποτα: τη βιβλιοθήκη την κρατά η μηχανή, που συνεχίζει.',
    retry: 'Νέα προσπάθεια',
    reload: 'Φόρτωση του Naghma εκ νέου',
  },
  connection: {
    retrying: 'Η μηχανή του Naghma δεν απαντά· γίνεται νέα προσπάθεια.',
    stopped: 'Το Naghma σταμάτησε: ξεκινήστε το πάλι για να συνεχίσετε.',
    refused:
      'Το Naghma ξεκίνησε εκ νέου και δεν γνωρίζει αυτή τη σελίδα: ανοίξτε τη διεύθυνση που έγραψε όταν ξεκίνησε.',
  },
  failure: {
    unknown: 'Αυτό δεν πέτυχε',
  },
  paths: {
    folder: 'Φάκελος',
    folders: 'Φάκελοι',
    contents: 'Φάκελοι και αρχεία',
    go: 'Μετάβαση',
    up: 'Ένας φάκελος πάνω',
    browse: 'Αναζήτηση…',
    chooseTitle: 'Επιλογή φακέλου',
    chooseThis: 'Επιλογή αυτού του φακέλου',
    noFolders: 'Δεν υπάρχουν φάκελοι εδώ',
    nothing: 'Δεν υπάρχει τίποτα εδώ',
  },
}
