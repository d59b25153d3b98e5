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
  keys: { enter: 'Enter', delete: 'Del' },
  sidebar: { name: 'Ana menü' },
  connection: {
    retrying: 'Naghma’nın motoru yanıt vermiyor; yeniden deneniyor.',
    stopped: 'Naghma durdu: devam etmek için yeniden başlatın.',
    refused: 'Naghma yeniden başlatıldı ve bu sayfayı tanımıyor: başlarken yazdığı adresi açın.',
  },
  failure: { unknown: 'Bu işlem olmadı' },
  paths: {
    folder: 'Klasör',
    folders: 'Klasörler',
    contents: 'Klasörler ve dosyalar',
    go: 'Git',
    up: 'Bir üst klasör',
    browse: 'Gözat…',
    chooseThis: 'Bu klasörü seç',
    noFolders: 'Burada klasör yok',
    nothing: 'Burada bir şey yok',
  },
}
