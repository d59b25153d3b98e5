import type { playerWords as english } from '../en/player.ts'
import type { Translation } from '../translation.ts'

/** The player, in Turkish. Needs review by a native speaker. */
export const playerWords: Translation<typeof english> = {
  player: {
    name: 'Çalar',
    nothing: 'Bir şey çalmıyor',
    play: 'Çal',
    pause: 'Duraklat',
    previous: 'Önceki parça',
    next: 'Sonraki parça',
    position: 'Konum',
    positionOf: '{{position}} / {{duration}}',
    volume: 'Ses düzeyi',
    mute: 'Sesi kapat',
    unmute: 'Sesi aç',
    cannotPlay: 'Çalınamıyor',
  },
}
