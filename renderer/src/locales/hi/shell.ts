import type { shellWords as english } from '../en/shell.ts'
import type { Translation } from '../translation.ts'

/** What has to do with the window around the page and with the program itself, in Hindi. Needs review by a native speaker. */
export const shellWords: Translation<typeof english> = {
  report: {
    copy: 'रिपोर्ट कॉपी करें',
    words: 'निर्माताओं से प्रश्न के लिए: संस्करण, उपकरण, सेटिंग और लॉग, बिना किसी नाम के।',
    copied: 'रिपोर्ट क्लिपबोर्ड पर है',
    notCopied: 'रिपोर्ट कॉपी नहीं हो सकी',
    showLog: 'लॉग फ़ाइल दिखाएँ',
  },
  opened: {
    title_one: 'यह फ़ोल्डर अपने संग्रह में जोड़ें?',
    title_other: 'ये {{shown}} फ़ोल्डर अपने संग्रह में जोड़ें?',
    words: 'Naghma वहाँ संगीत खोजता है और परिवर्तनों पर नज़र रखता है। आपकी फ़ाइलों में कभी नहीं लिखता।',
    add: 'जोड़ें',
  },
  theme: {
    title: 'थीम: {{name}}',
  },
}
