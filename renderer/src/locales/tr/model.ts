import type { modelWords as english } from '../en/model.ts'
import type { Translation } from '../translation.ts'

/** Getting and changing the model, in Turkish. Needs review by a native speaker. */
export const modelWords: Translation<typeof english> = {
  model: {
    name: 'Model',
    words:
      'CultureMERT, müziğinizi dinleyen ve birbirine benzeyen sesleri bulan modeldir. Ağırlıkları CC BY‑NC 4.0 lisanslıdır ve Naghma’nın parçası değildir: buradan alın ya da elinizdeki bir model dosyasını kullanın.',
    own: 'Bu bilgisayardaki bir model dosyasını kullan',
    path: 'Model dosyası',
    pathWords:
      'İçinde config.json ve ağırlıklar olan bir klasör ya da model.safetensors veya pytorch_model.bin dosyasının kendisi.',
    chooseTitle: 'Bir model dosyası seçin',
    use: 'Bu modeli kullan',
    converting: 'Model hazırlanıyor',
    checking: 'Model deneniyor',
    failed: 'Model kullanılamıyor: {{message}}',
    shape: '{{size}} değerli {{layers}} katman',
    warnings: 'Çalışıyor, ama bir şey tuhaf görünüyor:',
  },
  offer: {
    about: {
      'culturemert-95m':
        'Türk makam, Hindustani, Karnatik ve Yunan müziğine birlikte uyarlanmıştır: böyle bir kitaplık için en iyi seçim.',
      'culturemert-ta-95m':
        'Her biri bir geleneğe uyarlanmış modellerin birleşimi: makam ve ragada neredeyse o kadar iyi, Yunan ve Batı müziğinde biraz daha iyi.',
      'mert-v1-95m':
        'CultureMERT’in çıkış noktası olan genel müzik modeli: çoğu Batı müziği olan bir kitaplık ya da karşılaştırma için.',
    },
    list: 'Alınabilecek modeller',
    recommended: 'Önerilen',
    others: 'Başka modeller',
    othersList: 'Alınabilecek başka modeller',
    facts: '{{size}} · {{licence}}',
    get: 'Al',
    getNamed: 'Al: {{name}}',
    goOn: 'İndirmeyi sürdür ({{done}} / {{total}})',
    use: 'Kullan',
    useNamed: 'Kullan: {{name}}',
    here: 'Bu bilgisayarda',
    inUse: 'Kullanımda',
  },
  get: {
    title: '{{name}} modelini al',
    page: 'Model hakkında, huggingface.co’da',
    licence: 'Lisans',
    licenceLink: 'Lisansı oku',
    ethics: 'Kullanmadan önce',
    citation: 'Kaynak göstermek için',
    copy: 'Kopyala',
    copied: 'Kopyalandı',
    size: 'Boyut',
    sizeWords:
      '{{download}} indirilir. Naghma’nın dönüştürdüğü kopya da o kadar yer tutar: diskte toplam {{disk}}.',
    change: 'Ne değişir',
    accept: 'Lisansı kabul ediyorum',
    download: 'İndir',
  },
  download: {
    downloading: '{{name}} indiriliyor',
    paused: '{{name}} indirmesi duraklatıldı',
    failed: '{{name}} indirmesi başarısız oldu',
    short: {
      downloading: 'Model indiriliyor',
      paused: 'İndirme duraklatıldı',
      failed: 'İndirme başarısız oldu',
    },
    said: '{{name}} indiriliyor, yüzde {{percent}}',
    bytesOf: '{{done}} / {{total}}',
    rate: 'saniyede {{rate}}',
    left: '{{time}} kaldı',
    pause: 'Duraklat',
    resume: 'Sürdür',
    retry: 'Yeniden dene',
    pauseNamed: '{{name}} indirmesini duraklat',
    resumeNamed: '{{name}} indirmesini sürdür',
    retryNamed: '{{name}} modelini yeniden indirmeyi dene',
    cancelNamed: '{{name}} indirmesini iptal et',
    cancelTitle: 'İndirme iptal edilsin mi?',
    cancelWords: '{{size}} indi ve silinecek. Başka zaman sürdürmek için bunun yerine duraklatın.',
    keep: 'Vazgeç, kalsın',
    cancel: 'İndirmeyi iptal et',
  },
  source: {
    title: 'Nereden alınıyor',
    mirror: 'Yansı',
    mirrorWords:
      'Aynı dosyaların bulunduğu başka bir sunucu, https://… Boşsa: asıl kaynak, huggingface.co.',
    proxy: 'Vekil sunucu',
    proxyWords: 'Üzerinden alınacak vekil sunucu, http://… Boşsa: sistemin söylediği.',
    saveNamed: 'Kaydet: {{name}}',
    saved: 'Kaydedildi',
    fault: {
      noScheme: 'Bir adres https:// ya da http:// ile başlar.',
      otherScheme: 'Burada yalnız https:// ya da http:// ile başlayan adresler kullanılabilir.',
      unreadable: 'Bu bir sunucu adresi değil: boşluk ve eksik parça olup olmadığına bakın.',
      tooLong: 'Bu adres çok uzun.',
    },
  },
  change: {
    title: 'Model değiştirilsin mi?',
    again_one:
      'Yeni modelin {{shown}} parçayı kendisinin dinlemesi gerekir: bu bilgisayarda yaklaşık {{quick}} (hızlı) ya da {{full}} (tam).',
    again_other:
      'Yeni modelin {{shown}} parçayı kendisinin dinlemesi gerekir: bu bilgisayarda yaklaşık {{quick}} (hızlı) ya da {{full}} (tam).',
    againUntold_one:
      'Yeni modelin {{shown}} parçayı kendisinin dinlemesi gerekir. Ne kadar süreceği başlayınca belli olur.',
    againUntold_other:
      'Yeni modelin {{shown}} parçayı kendisinin dinlemesi gerekir. Ne kadar süreceği başlayınca belli olur.',
    until_one:
      '{{name}} modelinin {{shown}} parçada duydukları kalır; yeni model bu kadarını dinleyene dek benzerler onunla bulunur.',
    until_other:
      '{{name}} modelinin {{shown}} parçada duydukları kalır; yeni model bu kadarını dinleyene dek benzerler onunla bulunur.',
    kept: 'Hiçbir şey atılmaz: istediğiniz zaman önceki bir modele dönebilirsiniz.',
    confirm: 'Modeli değiştir',
  },
  kept: {
    title: 'Bu kitaplığın modelleri',
    words: 'Bir modelin parçalarınızda duydukları, siz bırakana dek kitaplıkta kalır.',
    tracks_one: '{{shown}} parça',
    tracks_other: '{{shown}} parça',
    used: 'son kullanım: {{when}}',
    current: 'Şimdiki',
    compared: 'Karşılaştıran',
    generated: 'üretilmiş ağırlıklar',
    earlier: 'önceki bir dönüştürmeden',
    use: 'Yeniden kullan',
    useNamed: 'Yeniden kullan: {{name}}',
    forget: 'Unut',
    forgetNamed: 'Unut: {{name}}',
    forgetTitle: '{{name}} modelinin duydukları unutulsun mu?',
    forgetWords_one:
      'Başka zaman onunla karşılaştırmak için {{shown}} parçanın yeniden analiz edilmesi gerekir. Model dosyası yerinde kalır.',
    forgetWords_other:
      'Başka zaman onunla karşılaştırmak için {{shown}} parçanın yeniden analiz edilmesi gerekir. Model dosyası yerinde kalır.',
    compareBy: 'Benzerleri şununla bul',
    automatic: 'Otomatik',
    automaticWords: 'Başka bir model daha çok parça dinlememişse şimdiki model.',
  },
  agreement: {
    one: 'Bir model',
    other: 'Bir başkası',
    named: '{{name}}, {{words}}',
    ask: 'Ne kadar uyuşuyorlar?',
    asking: 'Bakılıyor…',
    answer:
      'Birine göre en yakın on parçanın {{shared}} tanesi ötekine göre de en yakın on arasında ({{tracks}} parçanın {{sample}} tanesine bakıldı).',
  },
  firstAnalysis: {
    name: 'İlk analizden önce',
    times_one:
      '{{shown}} parça analiz edilebilir. Bu, bu bilgisayarda yaklaşık {{quick}} (hızlı: parça başına 5 s’lik {{windows}} pencere) ya da {{full}} (tam) sürer.',
    times_other:
      '{{shown}} parça analiz edilebilir. Bu, bu bilgisayarda yaklaşık {{quick}} (hızlı: parça başına 5 s’lik {{windows}} pencere) ya da {{full}} (tam) sürer.',
    untold_one: '{{shown}} parça analiz edilebilir. Ne kadar süreceği başlayınca belli olur.',
    untold_other: '{{shown}} parça analiz edilebilir. Ne kadar süreceği başlayınca belli olur.',
    background:
      'Arka planda kendi kendine ilerler ve duraklatılabilir. Bitenler hemen karşılaştırılabilir; en yeni parçalar ve baktıklarınız önce gelir.',
    helps: 'Ne hızlandırır',
    graphics:
      'Ekran kartı işlemciden kat kat hızlıdır; çalıştığı yerde Naghma onu kendiliğinden kullanır.',
    fewer: 'Hızlı analizde parça başına daha az pencere: Ayarlar’da Analiz altında seçin.',
    quick: 'Hızlı analiz et',
    full: 'Tam analiz et',
    later: 'Şimdi değil',
  },
  modelHint: {
    name: 'Model',
    words:
      'Benzer sesleri bulmak için Naghma’ya dinleyen bir model gerekir. Modlar ve gözatma onsuz da çalışır.',
    get: 'Al: {{name}}',
    choose: 'Model seç',
    dismiss: 'Bu ipucunu kaldır',
  },
}
