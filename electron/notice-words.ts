import type { Language } from '../contract/language.ts'
import type { WorkKind } from '../contract/shell-messages.ts'

/** What the shell itself says: in dialogs when the page cannot, and in notifications when nobody looks at it. */
export interface NoticeWords {
  /** Title of the dialog before Naghma ends. */
  cannotGoOn: string
  /** The window's page died and was loaded again. */
  pageCameBack: string
  /** The window's page died again and again. */
  pageKeepsDying: string
  pageKeepsDyingDetail: string
  /** The window's page does not react. */
  unresponsive: string
  unresponsiveDetail: string
  wait: string
  reload: string
  copyReport: string
  quit: string
  /** Title of the notification when long work has ended, and what each kind of work is called in it. */
  finished: string
  work: Readonly<Record<WorkKind, string>>
}

/**
 * In each language of the page. The English words are the measure; the others were written by non-native speakers, and
 * need a native speaker's review.
 */
export const noticeWords: Readonly<Record<Language, NoticeWords>> = {
  en: {
    cannotGoOn: 'Naghma cannot go on',
    pageCameBack: 'The window had stopped and was opened again. Nothing in your library was lost.',
    pageKeepsDying: 'The window keeps stopping.',
    pageKeepsDyingDetail:
      'It was opened again three times within a minute. Your library is safe. Copy the report and send it to the makers of Naghma, then try once more.',
    unresponsive: 'The window does not react.',
    unresponsiveDetail: 'It may be busy. Reloading it loses nothing in your library.',
    wait: 'Wait',
    reload: 'Reload',
    copyReport: 'Copy report',
    quit: 'Quit',
    finished: 'Naghma has finished',
    work: {
      scan: 'Looking through your folders',
      sound: 'Analysing sounds',
      mode: 'Listening for modes',
      model: 'Preparing the model',
      download: 'Fetching the model',
    },
  },
  // Needs a native speaker's review.
  tr: {
    cannotGoOn: 'Naghma devam edemiyor',
    pageCameBack: 'Pencere durmuştu ve yeniden açıldı. Kitaplığınızdan hiçbir şey kaybolmadı.',
    pageKeepsDying: 'Pencere sürekli duruyor.',
    pageKeepsDyingDetail:
      'Bir dakika içinde üç kez yeniden açıldı. Kitaplığınız güvende. Raporu kopyalayıp Naghma’yı yapanlara gönderin, sonra bir kez daha deneyin.',
    unresponsive: 'Pencere yanıt vermiyor.',
    unresponsiveDetail:
      'Meşgul olabilir. Yeniden yüklemek kitaplığınızdan hiçbir şey kaybettirmez.',
    wait: 'Bekle',
    reload: 'Yeniden yükle',
    copyReport: 'Raporu kopyala',
    quit: 'Çık',
    finished: 'Naghma işini bitirdi',
    work: {
      scan: 'Klasörlerinize bakma',
      sound: 'Sesleri çözümleme',
      mode: 'Makamları dinleme',
      model: 'Modeli hazırlama',
      download: 'Modeli indirme',
    },
  },
  // Needs a native speaker's review.
  hi: {
    cannotGoOn: 'Naghma आगे नहीं चल सकता',
    pageCameBack: 'विंडो रुक गई थी और फिर से खोली गई। आपके संग्रह से कुछ नहीं खोया।',
    pageKeepsDying: 'विंडो बार-बार रुक रही है।',
    pageKeepsDyingDetail:
      'एक मिनट में इसे तीन बार फिर से खोला गया। आपका संग्रह सुरक्षित है। रिपोर्ट कॉपी करके Naghma बनाने वालों को भेजें, फिर एक बार और कोशिश करें।',
    unresponsive: 'विंडो जवाब नहीं दे रही है।',
    unresponsiveDetail: 'वह व्यस्त हो सकती है। फिर से लोड करने से आपके संग्रह से कुछ नहीं खोएगा।',
    wait: 'प्रतीक्षा करें',
    reload: 'फिर से लोड करें',
    copyReport: 'रिपोर्ट कॉपी करें',
    quit: 'बंद करें',
    finished: 'Naghma का काम पूरा हुआ',
    work: {
      scan: 'आपके फ़ोल्डर देखना',
      sound: 'ध्वनियों का विश्लेषण',
      mode: 'राग और मक़ाम सुनना',
      model: 'मॉडल तैयार करना',
      download: 'मॉडल लाना',
    },
  },
  // Needs a native speaker's review.
  el: {
    cannotGoOn: 'Το Naghma δεν μπορεί να συνεχίσει',
    pageCameBack:
      'Το παράθυρο είχε σταματήσει και άνοιξε ξανά. Δεν χάθηκε τίποτα από τη βιβλιοθήκη σας.',
    pageKeepsDying: 'Το παράθυρο σταματά συνεχώς.',
    pageKeepsDyingDetail:
      'Άνοιξε ξανά τρεις φορές μέσα σε ένα λεπτό. Η βιβλιοθήκη σας είναι ασφαλής. Αντιγράψτε την αναφορά και στείλτε την στους δημιουργούς του Naghma, και δοκιμάστε άλλη μία φορά.',
    unresponsive: 'Το παράθυρο δεν ανταποκρίνεται.',
    unresponsiveDetail:
      'Ίσως είναι απασχολημένο. Η επαναφόρτωση δεν χάνει τίποτα από τη βιβλιοθήκη σας.',
    wait: 'Αναμονή',
    reload: 'Επαναφόρτωση',
    copyReport: 'Αντιγραφή αναφοράς',
    quit: 'Έξοδος',
    finished: 'Το Naghma τελείωσε',
    work: {
      scan: 'Έλεγχος των φακέλων σας',
      sound: 'Ανάλυση ήχων',
      mode: 'Ακρόαση των δρόμων',
      model: 'Προετοιμασία του μοντέλου',
      download: 'Λήψη του μοντέλου',
    },
  },
  // Needs a native speaker's review.
  ta: {
    cannotGoOn: 'Naghma தொடர முடியவில்லை',
    pageCameBack: 'சாளரம் நின்றுவிட்டது, மீண்டும் திறக்கப்பட்டது. உங்கள் நூலகத்தில் எதுவும் இழக்கப்படவில்லை.',
    pageKeepsDying: 'சாளரம் மீண்டும் மீண்டும் நிற்கிறது.',
    pageKeepsDyingDetail:
      'ஒரு நிமிடத்தில் மூன்று முறை மீண்டும் திறக்கப்பட்டது. உங்கள் நூலகம் பாதுகாப்பாக உள்ளது. அறிக்கையை நகலெடுத்து Naghma-ஐ உருவாக்கியவர்களுக்கு அனுப்புங்கள், பிறகு மீண்டும் முயலுங்கள்.',
    unresponsive: 'சாளரம் பதிலளிக்கவில்லை.',
    unresponsiveDetail: 'அது வேலையில் இருக்கலாம். மீண்டும் ஏற்றுவதால் உங்கள் நூலகத்தில் எதுவும் இழக்கப்படாது.',
    wait: 'காத்திரு',
    reload: 'மீண்டும் ஏற்று',
    copyReport: 'அறிக்கையை நகலெடு',
    quit: 'வெளியேறு',
    finished: 'Naghma முடித்துவிட்டது',
    work: {
      scan: 'உங்கள் கோப்புறைகளைப் பார்த்தல்',
      sound: 'ஒலிகளைப் பகுப்பாய்தல்',
      mode: 'ராகங்களைக் கேட்டறிதல்',
      model: 'மாதிரியைத் தயாரித்தல்',
      download: 'மாதிரியைப் பெறுதல்',
    },
  },
}
