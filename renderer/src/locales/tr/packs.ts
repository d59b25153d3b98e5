import type { packWords as english } from '../en/packs.ts'
import type { Translation } from '../translation.ts'

/** Tag packs: taking them in, and making them, in Turkish. Needs review by a native speaker. */
export const packWords: Translation<typeof english> = {
  pack: {
    import: 'Etiket paketini içe aktar…',
    importTitle: 'Etiket paketini içe aktar',
    importWords:
      'Birinin paylaşmak için Naghma’ya öğrettiği: bir zip ya da klasör. Bir şey alınmadan önce içinde ne olduğunu görürsünüz.',
    file: 'Etiket paketi',
    choose: 'Bir etiket paketi seçin',
    look: 'İçine bak',
    another: 'Başkasını seç…',
    take: 'İçe aktar',
    by: 'yapan: {{author}}',
    licence: 'Lisans',
    taughtFrom: 'Öğretildiği',
    tracks_one: '{{shown}} parça',
    tracks_other: '{{shown}} parça',
    figures: 'Yapanın verdiği sayılar',
    noFigures: 'verilmemiş',
    model: 'Model',
    made: 'Yapıldığı tarih',
    tags_one: '{{shown}} etiket',
    tags_other: '{{shown}} etiket',
    fit: {
      exact: 'Bu kitaplığın modeli için yapılmış.',
      near: 'Bu kitaplığın modelinin başka bir dosyası ya da dönüştürmesi için yapılmış: yanıtlar biraz farklı olabilir.',
      none: '{{model}} için yapılmış; bu kitaplığın modeli o değil, paket burada kullanılamaz. Önce Ayarlar’dan o modeli alın.',
      unknown:
        'Bu kitaplığın henüz modeli yok. Paket içe aktarılabilir; {{model}} parçalarınızı analiz edince bir şey söyler.',
    },
    again: 'Bu adda bir paket zaten var: bu, onun {{version}}. sürümü olur.',
    imported: '{{name}} içe aktarıldı',
    importedWords: 'Şimdi parçalarınızı dinliyor.',
    export: 'Etiket paketi olarak dışa aktar…',
    exportTitle: 'Dışa aktar: {{name}}',
    exportWords:
      'Etiket paketinde öğrenilen, ne kadar iyi olduğu ve kaç parçadan öğrenildiği bulunur. Müzik de, parçalarınızın adları ve yolları da bulunmaz.',
    place: 'Konacağı klasör',
    fileName: 'Dosya adı',
    kind: 'Biçim',
    zip: 'Tek zip dosyası',
    folder: 'Klasör',
    licenceAsked: 'Başkaları onunla ne yapabilir?',
    licences: {
      by: 'CC BY 4.0',
      bySa: 'CC BY-SA 4.0',
      byNc: 'CC BY-NC 4.0',
      zero: 'CC0',
      reserved: 'Bütün hakları saklı',
      other: 'Başka bir lisans',
    },
    licenceWords: {
      by: 'Adınızı anmak koşuluyla her şeyi.',
      bySa: 'Adınızı anmak ve aynı biçimde paylaşmak koşuluyla her şeyi.',
      byNc: 'Adınızı anmak koşuluyla, ticaret dışında her şeyi.',
      zero: 'Her şeyi.',
      reserved: 'Size sormadan hiçbir şeyi.',
    },
    licenceName: 'Lisansın adı',
    author: 'Adınız (boş kalabilir)',
    description: 'Ne olduğu (boş kalabilir)',
    asMade: 'Yapanın söyledikleri korunur. Lisans: {{licence}}.',
    write: 'Dışa aktar',
    written: '{{name}} dışa aktarıldı',
  },
}
