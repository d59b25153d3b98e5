import type { shellWords as english } from '../en/shell.ts'
import type { Translation } from '../translation.ts'

/** In Turkish; needs a native speaker's review. */
export const shellWords: Translation<typeof english> = {
  report: {
    copy: 'Raporu kopyala',
    words: 'Yapımcılara sormak için: sürümler, aygıtlar, ayarlar ve günlük; hiçbir ad olmadan.',
    copied: 'Rapor panoda',
    notCopied: 'Rapor kopyalanamadı',
    showLog: 'Günlük dosyasını göster',
  },
  opened: {
    title_one: 'Bu klasör kitaplığınıza eklensin mi?',
    title_other: 'Bu {{shown}} klasör kitaplığınıza eklensin mi?',
    words: 'Naghma orada müzik arar ve değişenleri izler. Dosyalarınıza asla yazılmaz.',
    add: 'Ekle',
  },
  theme: {
    title: 'Tema: {{name}}',
  },
}
