import type { appWords as english } from '../en/app.ts'
import type { Translation } from '../translation.ts'

/** The frame around the pages: names, connection, messages and paths, in Tamil. Needs review by a native speaker. */
export const appWords: Translation<typeof english> = {
  appName: 'Naghma',
  cancel: 'ரத்து',
  close: 'மூடு',
  save: 'சேமி',
  undo: 'மீளமை',
  toasts: 'செய்திகள்',
  percent: '{{value}}\u00a0%',
  demo: 'மாதிரி நூலகம்: இதிலுள்ள ஒவ்வோர் ஒலியும் செயற்கையானது.',
  keys: {
    enter: 'Enter',
    delete: 'Del',
    escape: 'Esc',
    space: 'Space',
    home: 'Home',
    end: 'End',
  },
  sidebar: {
    name: 'முதன்மை',
    tracks: 'தடங்கள்',
    albums: 'ஆல்பங்கள்',
    artists: 'கலைஞர்கள்',
    recent: 'அண்மையில் சேர்த்தவை',
    favourites: 'விருப்பமானவை',
  },
  frame: {
    sidebar: 'பக்கப்பட்டை',
    panel: 'ஒத்த ஒலி',
    showSidebar: 'பக்கப்பட்டையைக் காட்டு',
    hideSidebar: 'பக்கப்பட்டையை மறை',
    showPanel: 'ஒத்த ஒலிகளைக் காட்டு',
    hidePanel: 'ஒத்த ஒலிகளை மறை',
    switchSidebar: 'பக்கப்பட்டையைக் காட்டு அல்லது மறை',
    switchPanel: 'ஒத்த ஒலிகளைக் காட்டு அல்லது மறை',
    resizeSidebar: 'பக்கப்பட்டையின் அகலம்',
    resizePanel: 'பலகத்தின் அகலம்',
    back: 'பின்',
    forward: 'முன்',
    skip: 'பக்கத்துக்குச் செல்',
  },
  broken: {
    title: 'இந்தப் பக்கம் நின்றுவிட்டது',
    words:
      'தவறு எங்களுடையது, உங்களுடையது அல்ல. எதுவும் இழக்கப்படவில்லை: நூலகம் இயந்திரத்திடம் உள்ளது, அது தொடர்ந்து இயங்குகிறது.',
    retry: 'மீண்டும் முயல்',
    reload: 'Naghma-வை மீண்டும் ஏற்று',
  },
  connection: {
    retrying: 'Naghma-வின் இயந்திரம் பதிலளிக்கவில்லை; மீண்டும் முயலப்படுகிறது.',
    stopped: 'Naghma நின்றுவிட்டது: தொடர அதை மீண்டும் தொடங்குங்கள்.',
    refused:
      'Naghma புதிதாகத் தொடங்கப்பட்டது, இந்தப் பக்கத்தை அறியாது: தொடங்கியபோது அது எழுதிய முகவரியைத் திறங்கள்.',
  },
  failure: {
    unknown: 'அது நடக்கவில்லை',
  },
  paths: {
    folder: 'கோப்புறை',
    folders: 'கோப்புறைகள்',
    contents: 'கோப்புறைகளும் கோப்புகளும்',
    go: 'செல்',
    up: 'ஒரு கோப்புறை மேலே',
    browse: 'தேடு…',
    chooseTitle: 'கோப்புறையைத் தேர்வு செய்',
    chooseThis: 'இந்தக் கோப்புறையைத் தேர்',
    noFolders: 'இங்கே கோப்புறைகள் இல்லை',
    nothing: 'இங்கே எதுவும் இல்லை',
  },
}
