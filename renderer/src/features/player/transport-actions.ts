import { transport } from './clock.ts'
import { skip } from './player-store.ts'
import { setVolume, useSoundSettings } from './sound-settings.ts'

/** Later than this, "previous" means the beginning of the same track. Seconds. */
const stillBeginning = 3
const volumeStep = 0.05

export function toNext() {
  skip(1)
}

/** The beginning of the track, or, when that is where it is, the track before. */
export function toPrevious() {
  if (transport.position() > stillBeginning || !skip(-1)) transport.seek(0)
}

export function seekBy(seconds: number) {
  transport.seek(transport.position() + seconds)
}

export function stepVolume(by: 1 | -1) {
  const { volume } = useSoundSettings.getState()
  setVolume(Math.round((volume + by * volumeStep) * 100) / 100)
}
