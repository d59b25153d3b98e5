import type { packWords as english } from '../en/packs.ts'
import type { Translation } from '../translation.ts'

/** Tag packs: taking them in, and making them, in Hindi. Needs review by a native speaker. */
export const packWords: Translation<typeof english> = {
  pack: {
    import: 'टैग पैक आयात करें…',
    importTitle: 'टैग पैक आयात करें',
    importWords:
      'जो किसी ने साझा करने के लिए Naghma को सिखाया: एक zip या फ़ोल्डर। कुछ भी लिए जाने से पहले आप देखते हैं कि उसमें क्या है।',
    file: 'टैग पैक',
    choose: 'टैग पैक चुनें',
    look: 'अंदर देखें',
    another: 'दूसरा चुनें…',
    take: 'आयात करें',
    by: 'निर्माता: {{author}}',
    licence: 'लाइसेंस',
    taughtFrom: 'किससे सिखाया गया',
    tracks_one: '{{shown}} ट्रैक',
    tracks_other: '{{shown}} ट्रैक',
    figures: 'निर्माता के आँकड़े',
    noFigures: 'नहीं दिए गए',
    model: 'मॉडल',
    made: 'कब बना',
    tags_one: '{{shown}} टैग',
    tags_other: '{{shown}} टैग',
    fit: {
      exact: 'यह इस संग्रह के मॉडल के लिए बना है।',
      near: 'यह इस संग्रह के मॉडल की किसी दूसरी फ़ाइल या रूपांतरण के लिए बना है: उत्तर थोड़े अलग हो सकते हैं।',
      none: 'यह {{model}} के लिए बना है, जो इस संग्रह का मॉडल नहीं है, और यहाँ काम नहीं आ सकता। पहले सेटिंग्स में वह मॉडल लें।',
      unknown:
        'इस संग्रह में अभी कोई मॉडल नहीं। पैक आयात हो सकता है, और {{model}} से आपके ट्रैकों का विश्लेषण होने पर कुछ कहेगा।',
    },
    again: 'इस नाम का पैक पहले से है: यह उसका संस्करण {{version}} बनेगा।',
    imported: '{{name}} आयात हुआ',
    importedWords: 'अब यह आपके ट्रैक सुन रहा है।',
    export: 'टैग पैक के रूप में निर्यात करें…',
    exportTitle: 'निर्यात: {{name}}',
    exportWords:
      'टैग पैक में वह होता है जो सीखा गया, वह कितना अच्छा है, और कितने ट्रैकों से सीखा गया। उसमें न संगीत होता है, न आपके ट्रैकों के नाम या पथ।',
    place: 'किस फ़ोल्डर में रखें',
    fileName: 'फ़ाइल का नाम',
    kind: 'रूप',
    zip: 'एक zip फ़ाइल',
    folder: 'एक फ़ोल्डर',
    licenceAsked: 'दूसरे इसके साथ क्या कर सकते हैं?',
    licences: {
      by: 'CC BY 4.0',
      bySa: 'CC BY-SA 4.0',
      byNc: 'CC BY-NC 4.0',
      zero: 'CC0',
      reserved: 'सर्वाधिकार सुरक्षित',
      other: 'कोई और लाइसेंस',
    },
    licenceWords: {
      by: 'कुछ भी, बशर्ते आपका नाम दें।',
      bySa: 'कुछ भी, बशर्ते आपका नाम दें और वैसे ही साझा करें।',
      byNc: 'व्यापार छोड़कर कुछ भी, बशर्ते आपका नाम दें।',
      zero: 'कुछ भी।',
      reserved: 'आपसे पूछे बिना कुछ नहीं।',
    },
    licenceName: 'लाइसेंस का नाम',
    author: 'आपका नाम (छोड़ा जा सकता है)',
    description: 'यह क्या है (छोड़ा जा सकता है)',
    asMade: 'निर्माता की कही बात बनी रहती है। लाइसेंस: {{licence}}।',
    write: 'निर्यात करें',
    written: '{{name}} निर्यात हुआ',
  },
}
