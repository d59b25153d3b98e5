import type { settingsWords as english } from '../en/settings.ts'
import type { Translation } from '../translation.ts'

/** Settings, in Turkish. Needs review by a native speaker. */
export const settingsWords: Translation<typeof english> = {
  folders: {
    name: 'Müzik klasörleri',
    words: 'Naghma bu klasörleri ve içlerindeki her şeyi okur, hiçbir dosyayı değiştirmez.',
    path: 'Müzik klasörü',
    pathHint: 'Tam bir yol ya da Gözat…',
    chooseTitle: 'Bir müzik klasörü seçin',
    add: 'Klasör ekle',
    added: '{{path}} eklendi',
    removed: '{{path}} çıkarıldı',
    remove: 'Çıkar',
    removeTitle: 'Bu klasör kitaplıktan çıkarılsın mı?',
    removeWords:
      'Hiçbir dosya silinmez. Analiz edilmiş ya da bir çalma listesinde duran parçalar eksik olarak kalır; klasör yeniden eklenince her şeyleriyle geri gelirler.',
    rescan: 'Yeniden tara',
    rescanAll: 'Bütün klasörleri yeniden tara',
    ignore: {
      open: 'Yok say…',
      some: 'bir bölümü yok sayılıyor',
      title: 'Bu klasörde ne yok sayılsın?',
      rules: 'Kurallar, her satırda bir tane',
      words:
        '.gitignore dosyasındaki gibi: Podcasts/ her derinlikte, /Podcasts/ yalnız en üstte bir klasördür, *.wma böyle her dosya; öndeki ! bir dosyayı geri alır. Kurallar kitaplıkta saklanır.',
      of_one: 'Bilinen {{all}} dosyadan {{shown}} tanesi böylece yok sayılır.',
      of_other: 'Bilinen {{all}} dosyadan {{shown}} tanesi böylece yok sayılır.',
      kept: 'Hiçbir dosya silinmez. Analiz edilmiş, işaretlenmiş ya da bir çalma listesine konmuş parçalar eksik olarak kalır.',
      saved_one: 'Kaydedildi: {{shown}} dosya artık kitaplıkta değil',
      saved_other: 'Kaydedildi: {{shown}} dosya artık kitaplıkta değil',
    },
    repoint: 'Taşındı…',
    repointTitle: 'Bu klasör şimdi nerede?',
    repointWords:
      'Klasörün sürücü harfi ya da yeri değiştiyse yeni yerini söyleyin: parçaları haklarında bilinen her şeyi korur.',
    newPlace: 'Yeni yer',
    tradition: 'Gelenek',
    noTradition: 'Belirlenmemiş',
    useNewPlace: 'Bu yeri kullan',
    repointed: '{{found}} dosya yeniden bulundu, {{missing}} eksik',
    files_one: '{{shown}} dosya',
    files_other: '{{shown}} dosya',
    missing_one: '{{shown}} eksik',
    missing_other: '{{shown}} eksik',
    scanned: 'tarandı: {{when}}',
    state: {
      ready: 'Hazır',
      scanning: 'Taranıyor',
      missing: 'Bulunamıyor: sürücüsü bağlı mı?',
      unreadable: 'Okunamıyor: izinlerini denetleyin',
    },
    watch: {
      watching: 'değişiklikler izleniyor',
      polling: 'değişikliklere ara sıra bakılıyor',
      off: 'izlenmiyor',
    },
  },
  modeSettings: {
    name: 'Modlar',
    words:
      'Naghma bir parçanın ilk ve son dakikasını dinler, ezgisini ve kararını bulur, hangi makamın, raganın ya da dromosun olası olduğunu söyler. Bunun için model ya da indirme gerekmez.',
    listen: 'Yeni parçaların modunu dinle',
    listenWords: 'Kitaplığa girer girmez.',
    tradition: 'Bu kitaplığın geleneği',
    traditionWords:
      'Etiketleri, klasörü ve sizin söylediğiniz bir şey söylemeyen müzik için. Naghma geleneği seslerden tahmin etmez: karışık bir kitaplığı olduğu gibi bırakın, bunun yerine yukarıda klasörleri ayarlayın.',
    mixed: 'Karışık ya da bilinmiyor',
    rare: 'Nadir makamlar da',
    rareWords:
      'Az sayıda notası olan makamlar da yaygın olanlarla yarışır. Her biri yaygın makamların isabetinden biraz götürür.',
  },
  ffmpeg: {
    name: 'FFmpeg',
    path: 'Kendin bul',
    own: 'Bunu kullan…',
    none: 'Onsuz çalış',
    ownPath: 'ffmpeg’in yolu',
    found: 'Kullanılan: {{path}}',
    notFound:
      'Kullanılmıyor. Yaygın biçimleri Naghma kendisi çözer; WMA, Monkey’s Audio ve diğer nadir biçimler için FFmpeg gerekir.',
  },
  settings: {
    name: 'Ayarlar',
    sections: 'Ayarların bölümleri',
    look: 'Görünüm ve dil',
    theme: 'Tema',
    themes: {
      system: 'Sistemdeki gibi',
      light: 'Açık',
      dark: 'Koyu',
    },
    contrast: 'Karşıtlık',
    contrasts: {
      system: 'Sistemdeki gibi',
      more: 'Yüksek',
    },
    language: 'Dil',
    languageWords: 'Adlar da bu dilin alfabesine göre sıralanır.',
    systemLanguage: 'Sistemdeki gibi',
  },
  playing: {
    name: 'Çalma',
    words:
      'Bazı dosyalar ne kadar yüksek sesli olduklarını etiketlerinde söyler (ReplayGain). Naghma onları buna göre eşitleyebilir; bunu söylemeyen dosyalar kaydedildikleri gibi çalar.',
    levelling: 'Ses yüksekliği',
    levellings: {
      off: 'Kayıttaki gibi',
      track: 'Her parça için aynı',
      album: 'Her albüm için aynı',
    },
    levellingWords: {
      off: 'Yüksek sesli kayıtlar yüksek kalır.',
      track: 'Karışık listeler için.',
      album: 'Bir albüm art arda çalarken sessiz ve yüksek parçaları arasındaki fark korunur.',
    },
    preamp: 'Etiketlerin dediğinden yüksek ya da alçak',
    preampWords: 'Etiketlerinde tepe değeri yazan bir parça, o tepe bozulacak kadar yükseltilmez.',
    decibels: '{{value}} dB',
  },
  backup: {
    name: 'Yedek',
    words:
      'Naghma’nın bildiği her şey tek bir dosyadadır: analizler, etiketler, çalma listeleri, ayarlar. Yedek onun denetlenmiş bir kopyasıdır; müziğiniz içinde değildir.',
    daily: 'Her gün yedekle',
    dailyWords:
      'Naghma’nın kullanıldığı her gün; son yedi yedek kitaplığın yanında durur. Başka bir diskte de bir tane tutun.',
    now: 'Şimdi yedekle',
    elsewhere: 'Bir klasöre yedekle…',
    elsewhereTitle: 'Nereye?',
    folder: 'Yedeğin klasörü',
    cancel: 'Yedeklemeyi iptal et',
    state: {
      copying: 'Kitaplık kopyalanıyor',
      checking: 'Kopya denetleniyor',
    },
    made: 'Yedeklendi: {{path}}',
    list: 'Yedekler',
    nothing: 'Henüz yedek yok.',
    kind: {
      daily: 'günlük',
      asked: 'istenen',
      'before-restore': 'geri yüklemeden önceki kitaplık',
      'before-update': 'Naghma güncellenmeden önce',
    },
    other: 'Bir dosyadan geri yükle',
    file: 'Yedek dosyası',
    restore: 'Geri yükle',
    restoreThis: 'Geri yükle…',
    restoreOf: 'Geri yükle… {{when}}',
    restoreTitle: 'Bu yedek kitaplığın yerine konsun mu?',
    restoreWords:
      'Önce denetlenir. Şimdiki kitaplık silinmez, bir kenara konur ve bu listede durur: geri dönmek için onu geri yükleyin.',
    restoring: 'Yedek denetleniyor…',
  },
  caches: {
    name: 'Önbellekler',
    words: 'Bunlar her zaman silinebilir, gerektiğinde yeniden oluşur.',
    names: {
      similar: 'Benzer parçaların dizini',
      playback: 'Çalmak için dönüştürülen dosyalar',
      peaks: 'Parçaların dalga biçimleri',
      datasets: 'Komut satırında dinlenen veri kümeleri',
    },
    nothing: 'içinde bir şey yok',
    empty: 'Boşalt',
    emptyThis: 'Boşalt: {{name}}',
  },
  about: {
    name: 'Naghma hakkında',
    words:
      'Apache Lisansı 2.0 altında özgür yazılım. İçinde başka birçok kişinin emeği var; lisansları burada listelenir.',
    version: 'Sürüm',
    licences: 'Lisanslar',
    notice: 'Bildirim',
  },
  host: {
    name: 'Bu kitaplık',
    dataFolder: 'Veri klasörü',
    copyFolder: 'Yolunu kopyala',
    folderCopied: 'Yol kopyalandı',
    stopWithLastPage: 'Son sayfa kapanınca Naghma’yı durdur',
    stopWithLastPageWords: 'Yoksa durdurulana dek arka planda çalışmayı sürdürür.',
    stop: 'Naghma’yı durdur',
    stopTitle: 'Naghma durdurulsun mu?',
    stopWords: 'Yazılmakta olan önce bitirilir; analiz bir sonraki açılışta kaldığı yerden sürer.',
  },
}
