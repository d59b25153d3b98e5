import type { appWords as english } from '../en/app.ts'
import type { Translation } from '../translation.ts'

/** The frame around the pages, in Turkish. Needs review by a native speaker. */
export const appWords: Translation<typeof english> = {
  appName: 'Naghma',
  cancel: 'Vazgeç',
  close: 'Kapat',
  save: 'Kaydet',
  undo: 'Geri al',
  toasts: 'İletiler',
  percent: '%{{value}}',
  demo: 'Örnek kitaplık: içindeki bütün sesler sentezlenmiştir.',
  keys: {
    enter: 'Enter',
    delete: 'Del',
    escape: 'Esc',
    space: 'Boşluk',
    home: 'Home',
    end: 'End',
  },
  sidebar: {
    name: 'Ana menü',
    tracks: 'Parçalar',
    albums: 'Albümler',
    artists: 'Sanatçılar',
    recent: 'Son eklenenler',
    favourites: 'Favoriler',
  },
  frame: {
    sidebar: 'Kenar çubuğu',
    panel: 'Benzer sesler',
    showSidebar: 'Kenar çubuğunu göster',
    hideSidebar: 'Kenar çubuğunu gizle',
    showPanel: 'Benzer sesleri göster',
    hidePanel: 'Benzer sesleri gizle',
    switchSidebar: 'Kenar çubuğunu göster ya da gizle',
    switchPanel: 'Benzer sesleri göster ya da gizle',
    resizeSidebar: 'Kenar çubuğunun genişliği',
    resizePanel: 'Bölmenin genişliği',
    back: 'Geri',
    forward: 'İleri',
    skip: 'Sayfaya geç',
  },
  broken: {
    title: 'Bu sayfa çalışmaz oldu',
    words:
      'Suç sizde değil, bizde. Hiçbir şey kaybolmadı: kitaplığınızı motor tutuyor ve motor çalışmayı sürdürüyor.',
    retry: 'Yeniden dene',
    reload: 'Naghma’yı yeniden yükle',
  },
  connection: {
    retrying: 'Naghma’nın motoru yanıt vermiyor; yeniden deneniyor.',
    stopped: 'Naghma durdu: devam etmek için yeniden başlatın.',
    refused: 'Naghma yeniden başlatıldı ve bu sayfayı tanımıyor: başlarken yazdığı adresi açın.',
  },
  failure: {
    unknown: 'Bu işlem olmadı',
  },
  paths: {
    folder: 'Klasör',
    folders: 'Klasörler',
    contents: 'Klasörler ve dosyalar',
    go: 'Git',
    up: 'Bir üst klasör',
    browse: 'Gözat…',
    chooseTitle: 'Bir klasör seç',
    chooseThis: 'Bu klasörü seç',
    noFolders: 'Burada klasör yok',
    nothing: 'Burada bir şey yok',
  },
}
