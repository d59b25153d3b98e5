import type { Language } from '../contract/language.ts'

/** Every word of the menu bar. */
export interface MenuWords {
  about: string
  services: string
  hide: string
  hideOthers: string
  showAll: string
  quit: string
  file: string
  addFolder: string
  importPlaylist: string
  exportPlaylist: string
  settings: string
  closeWindow: string
  edit: string
  undo: string
  redo: string
  cut: string
  copy: string
  paste: string
  selectAll: string
  view: string
  library: string
  browse: string
  similar: string
  problems: string
  theme: string
  themeSystem: string
  themeLight: string
  themeDark: string
  actualSize: string
  zoomIn: string
  zoomOut: string
  fullScreen: string
  playback: string
  play: string
  next: string
  previous: string
  window: string
  minimise: string
  zoom: string
  bringToFront: string
  help: string
  keys: string
  showLog: string
  copyReport: string
  licences: string
}

/**
 * The menu bar in each language of the page. The English words are the measure; the others were written by non-native
 * speakers after the systems' own menus, and need a native speaker's review.
 */
export const menuWords: Readonly<Record<Language, MenuWords>> = {
  en: {
    about: 'About Naghma',
    services: 'Services',
    hide: 'Hide Naghma',
    hideOthers: 'Hide Others',
    showAll: 'Show All',
    quit: 'Quit Naghma',
    file: 'File',
    addFolder: 'Add Music Folder…',
    importPlaylist: 'Import Playlist…',
    exportPlaylist: 'Export Playlist…',
    settings: 'Settings…',
    closeWindow: 'Close Window',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select All',
    view: 'View',
    library: 'Library',
    browse: 'Browse',
    similar: 'Similar',
    problems: 'Problems',
    theme: 'Theme',
    themeSystem: 'As the System',
    themeLight: 'Light',
    themeDark: 'Dark',
    actualSize: 'Actual Size',
    zoomIn: 'Zoom In',
    zoomOut: 'Zoom Out',
    fullScreen: 'Full Screen',
    playback: 'Playback',
    play: 'Play or Pause',
    next: 'Next Track',
    previous: 'Previous Track',
    window: 'Window',
    minimise: 'Minimise',
    zoom: 'Zoom',
    bringToFront: 'Bring All to Front',
    help: 'Help',
    keys: 'Keys',
    showLog: 'Show Log File',
    copyReport: 'Copy Report',
    licences: 'Licences',
  },
  // Needs a native speaker's review.
  tr: {
    about: 'Naghma Hakkında',
    services: 'Servisler',
    hide: 'Naghma’yı Gizle',
    hideOthers: 'Diğerlerini Gizle',
    showAll: 'Tümünü Göster',
    quit: 'Naghma’dan Çık',
    file: 'Dosya',
    addFolder: 'Müzik Klasörü Ekle…',
    importPlaylist: 'Çalma Listesi İçe Aktar…',
    exportPlaylist: 'Çalma Listesini Dışa Aktar…',
    settings: 'Ayarlar…',
    closeWindow: 'Pencereyi Kapat',
    edit: 'Düzen',
    undo: 'Geri Al',
    redo: 'Yinele',
    cut: 'Kes',
    copy: 'Kopyala',
    paste: 'Yapıştır',
    selectAll: 'Tümünü Seç',
    view: 'Görünüm',
    library: 'Kitaplık',
    browse: 'Göz At',
    similar: 'Benzerler',
    problems: 'Sorunlar',
    theme: 'Tema',
    themeSystem: 'Sistemdeki Gibi',
    themeLight: 'Açık',
    themeDark: 'Koyu',
    actualSize: 'Gerçek Boyut',
    zoomIn: 'Yakınlaştır',
    zoomOut: 'Uzaklaştır',
    fullScreen: 'Tam Ekran',
    playback: 'Çalma',
    play: 'Çal ya da Duraklat',
    next: 'Sonraki Parça',
    previous: 'Önceki Parça',
    window: 'Pencere',
    minimise: 'Küçült',
    zoom: 'Büyüt',
    bringToFront: 'Tümünü Öne Getir',
    help: 'Yardım',
    keys: 'Kısayol Tuşları',
    showLog: 'Günlük Dosyasını Göster',
    copyReport: 'Raporu Kopyala',
    licences: 'Lisanslar',
  },
  // Needs a native speaker's review.
  hi: {
    about: 'Naghma के बारे में',
    services: 'सेवाएँ',
    hide: 'Naghma छिपाएँ',
    hideOthers: 'अन्य छिपाएँ',
    showAll: 'सभी दिखाएँ',
    quit: 'Naghma बंद करें',
    file: 'फ़ाइल',
    addFolder: 'संगीत फ़ोल्डर जोड़ें…',
    importPlaylist: 'प्लेलिस्ट आयात करें…',
    exportPlaylist: 'प्लेलिस्ट निर्यात करें…',
    settings: 'सेटिंग…',
    closeWindow: 'विंडो बंद करें',
    edit: 'संपादन',
    undo: 'पूर्ववत करें',
    redo: 'फिर से करें',
    cut: 'काटें',
    copy: 'कॉपी करें',
    paste: 'चिपकाएँ',
    selectAll: 'सभी चुनें',
    view: 'दृश्य',
    library: 'संग्रह',
    browse: 'ब्राउज़ करें',
    similar: 'मिलते-जुलते',
    problems: 'समस्याएँ',
    theme: 'थीम',
    themeSystem: 'सिस्टम के अनुसार',
    themeLight: 'हल्की',
    themeDark: 'गहरी',
    actualSize: 'वास्तविक आकार',
    zoomIn: 'बड़ा करें',
    zoomOut: 'छोटा करें',
    fullScreen: 'पूर्ण स्क्रीन',
    playback: 'प्लेबैक',
    play: 'चलाएँ या रोकें',
    next: 'अगला ट्रैक',
    previous: 'पिछला ट्रैक',
    window: 'विंडो',
    minimise: 'छोटा करें',
    zoom: 'ज़ूम',
    bringToFront: 'सभी आगे लाएँ',
    help: 'सहायता',
    keys: 'कुंजियाँ',
    showLog: 'लॉग फ़ाइल दिखाएँ',
    copyReport: 'रिपोर्ट कॉपी करें',
    licences: 'लाइसेंस',
  },
  // Needs a native speaker's review.
  el: {
    about: 'Πληροφορίες για το Naghma',
    services: 'Υπηρεσίες',
    hide: 'Απόκρυψη Naghma',
    hideOthers: 'Απόκρυψη άλλων',
    showAll: 'Εμφάνιση όλων',
    quit: 'Έξοδος από το Naghma',
    file: 'Αρχείο',
    addFolder: 'Προσθήκη φακέλου μουσικής…',
    importPlaylist: 'Εισαγωγή λίστας…',
    exportPlaylist: 'Εξαγωγή λίστας…',
    settings: 'Ρυθμίσεις…',
    closeWindow: 'Κλείσιμο παραθύρου',
    edit: 'Επεξεργασία',
    undo: 'Αναίρεση',
    redo: 'Επανάληψη',
    cut: 'Αποκοπή',
    copy: 'Αντιγραφή',
    paste: 'Επικόλληση',
    selectAll: 'Επιλογή όλων',
    view: 'Προβολή',
    library: 'Βιβλιοθήκη',
    browse: 'Περιήγηση',
    similar: 'Παρόμοια',
    problems: 'Προβλήματα',
    theme: 'Θέμα',
    themeSystem: 'Όπως το σύστημα',
    themeLight: 'Ανοιχτό',
    themeDark: 'Σκούρο',
    actualSize: 'Πραγματικό μέγεθος',
    zoomIn: 'Μεγέθυνση',
    zoomOut: 'Σμίκρυνση',
    fullScreen: 'Πλήρης οθόνη',
    playback: 'Αναπαραγωγή',
    play: 'Αναπαραγωγή ή παύση',
    next: 'Επόμενο κομμάτι',
    previous: 'Προηγούμενο κομμάτι',
    window: 'Παράθυρο',
    minimise: 'Ελαχιστοποίηση',
    zoom: 'Ζουμ',
    bringToFront: 'Μεταφορά όλων σε πρώτο πλάνο',
    help: 'Βοήθεια',
    keys: 'Πλήκτρα',
    showLog: 'Εμφάνιση αρχείου καταγραφής',
    copyReport: 'Αντιγραφή αναφοράς',
    licences: 'Άδειες',
  },
  // Needs a native speaker's review.
  ta: {
    about: 'Naghma பற்றி',
    services: 'சேவைகள்',
    hide: 'Naghma-ஐ மறை',
    hideOthers: 'மற்றவற்றை மறை',
    showAll: 'அனைத்தையும் காட்டு',
    quit: 'Naghma-இலிருந்து வெளியேறு',
    file: 'கோப்பு',
    addFolder: 'இசைக் கோப்புறையைச் சேர்…',
    importPlaylist: 'இசைப்பட்டியலை இறக்குமதி செய்…',
    exportPlaylist: 'இசைப்பட்டியலை ஏற்றுமதி செய்…',
    settings: 'அமைப்புகள்…',
    closeWindow: 'சாளரத்தை மூடு',
    edit: 'திருத்து',
    undo: 'செயல்தவிர்',
    redo: 'மீண்டும் செய்',
    cut: 'வெட்டு',
    copy: 'நகலெடு',
    paste: 'ஒட்டு',
    selectAll: 'அனைத்தையும் தேர்ந்தெடு',
    view: 'காட்சி',
    library: 'நூலகம்',
    browse: 'உலாவு',
    similar: 'ஒத்தவை',
    problems: 'சிக்கல்கள்',
    theme: 'தோற்றம்',
    themeSystem: 'கணினியைப் போல',
    themeLight: 'வெளிர்',
    themeDark: 'இருள்',
    actualSize: 'உண்மை அளவு',
    zoomIn: 'பெரிதாக்கு',
    zoomOut: 'சிறிதாக்கு',
    fullScreen: 'முழுத்திரை',
    playback: 'இயக்கம்',
    play: 'இயக்கு அல்லது நிறுத்து',
    next: 'அடுத்த பாடல்',
    previous: 'முந்தைய பாடல்',
    window: 'சாளரம்',
    minimise: 'சிறிதாக்கு',
    zoom: 'அளவு மாற்று',
    bringToFront: 'அனைத்தையும் முன்கொண்டு வா',
    help: 'உதவி',
    keys: 'விசைகள்',
    showLog: 'பதிவுக் கோப்பைக் காட்டு',
    copyReport: 'அறிக்கையை நகலெடு',
    licences: 'உரிமங்கள்',
  },
}
