import type { commandWords as english } from '../en/commands.ts'
import type { Translation } from '../translation.ts'

/** The command palette and the list of keys, in Turkish. Needs review by a native speaker. */
export const commandWords: Translation<typeof english> = {
  commands: {
    palette: 'Komut bul',
    find: 'Komut, çalma listesi, parça ya da ad bulun',
    hint: 'Komut, çalma listesi, parça, makam ya da raga…',
    list: 'Bulunanlar',
    nothing: 'Hiçbir şey bulunamadı: başka sözcükler deneyin.',
    sheet: 'Bütün tuşlar',
    print: 'Yazdır',
    part: {
      recent: 'Son kullanılanlar',
      commands: 'Komutlar',
      playlists: 'Çalma listeleri',
      terms: 'Gözat',
      tracks: 'Çal',
    },
    group: {
      table: 'Tabloda',
      go: 'Git',
      tracks: 'Parçalar',
      player: 'Çalar',
      playlist: 'Çalma listesi',
      similar: 'Benzerler',
      teach: 'Öğret',
      library: 'Kitaplık',
      app: 'Naghma',
    },
    table: {
      move: 'Sonraki satır; öbür oklar ve Page tuşlarıyla daha ötesi',
      extend: 'Başka satırları da seç',
      all: 'Hepsini seç',
      first: 'İlk satır',
      last: 'Son satır',
      play: 'Buradan çal',
      menu: 'Seçili parçaların menüsü',
    },
    copyPaths: 'Dosya yollarını kopyala',
    focusSearch: 'Ara',
    back: 'Geri',
    forward: 'İleri',
    rescan: 'Bütün klasörleri yeniden tara',
    pause: 'Analizi duraklat',
    resume: 'Analizi sürdür',
    nextPane: 'Pencerenin sonraki bölümü',
    previousPane: 'Pencerenin önceki bölümü',
  },
}
