import type { welcomeWords as english } from '../en/welcome.ts'
import type { Translation } from '../translation.ts'

/** The first run, in Turkish. Needs review by a native speaker. */
export const welcomeWords: Translation<typeof english> = {
  welcome: {
    title: 'Naghma’ya hoş geldiniz',
    words:
      'Naghma müziğinizi dinler, hangi makamda, ragada ya da dromosta olabileceğini söyler ve birbirine benzeyenleri bulur. Her şey bu bilgisayarda kalır: hiçbir şey yüklenmez, dosyalarınız değiştirilmez.',
    steps: 'Adımlar',
    step: {
      folders: 'Müziğiniz',
      machine: 'Bilgisayarınız',
      model: 'Model',
      results: 'İlk sonuçlar',
    },
    folders: {
      title: 'Bir müzik klasörü ekleyin',
      words:
        'Parçaları görünür görünmez çalıp arayabilirsiniz. Naghma sonra modlarını kendiliğinden dinler; bunun için indirme gerekmez.',
    },
    machine: {
      title: 'Bu bilgisayar neler yapabilir',
      words:
        'Çözümleme arka planda, düşük öncelikle çalışır. Bilgisayarın ne kadarını, ne zaman kullanabileceğini burada söyleyin; aynı seçenekler Ayarlar’da da var.',
      card: 'Ekran kartları bir model olunca denenir: her biri işlemciyle aynı sayıları vermelidir; veren en hızlısı kullanılır.',
      noCard:
        'Yardımı olacak bir ekran kartı bulunamadı. İşi işlemci yapar: ne kadar çok çekirdek kullanabilirse o kadar çabuk biter.',
    },
    model: {
      title: 'Dinleyen bir model alın',
      words:
        'CultureMERT birbirine benzeyen sesleri bulur. Ağırlıkları CC BY‑NC 4.0 lisanslıdır ve Naghma’nın parçası değildir: buradan alın ya da elinizdeki bir model dosyasını kullanın.',
      later: 'Bu bekleyebilir: modlar, gözatma, arama ve çalma listeleri onsuz da çalışır.',
    },
    results: {
      title: 'İlk sonuçlar',
      words: 'Gerisi siz dinlerken sürer. Bunu istediğiniz zaman kapatabilirsiniz.',
      noFolder: 'Henüz müzik klasörü yok, dinlenecek bir şey de yok.',
      tracks_one: '{{shown}} parça bulundu',
      tracks_other: '{{shown}} parça bulundu',
      heard_one: '{{shown}} parçanın modu dinlendi',
      heard_other: '{{shown}} parçanın modu dinlendi',
      analysed_one: '{{shown}} parçanın sesi karşılaştırılabilir',
      analysed_other: '{{shown}} parçanın sesi karşılaştırılabilir',
      first: 'İlk parçalar',
      soon: 'Parçalar bulundukça burada görünür.',
    },
    next: 'İleri',
    nextWithout: 'Sonra, devam et',
    skip: 'Karşılamayı geç',
    finish: 'Kitaplığı aç',
    empty: 'Kitaplığınız boş',
    again: 'Karşılamayı yeniden göster',
  },
}
