import type { Loudness } from '../../../../contract/track.ts'
import type { SoundSettings } from './sound-settings.ts'

/** From the faintest step of the volume control to full volume, dB. */
const volumeRange = 50

/**
 * The factor of a volume control at 0..1: equal steps sound like equal steps, since loudness is heard by ratios. The
 * lowest tenth fades to silence.
 */
export function volumeFactor(volume: number): number {
  if (volume <= 0) return 0
  const factor = 10 ** ((volumeRange * (Math.min(1, volume) - 1)) / 20)
  return volume < 0.1 ? factor * volume * 10 : factor
}

/** The factor of a gain in dB. */
export function gainFactor(decibels: number): number {
  return 10 ** (decibels / 20)
}

/**
 * By what a track's samples are multiplied so that it is as loud as others: what its tags say with the preamp, but
 * never so much that its peak would be clipped; 1 without tags. `inAlbum` says that it plays beside tracks of its own
 * album. One gain stands in for the other where a file has only one.
 */
export function levelFactor(
  { trackGain, trackPeak, albumGain, albumPeak }: Loudness,
  { levelling, preamp }: Pick<SoundSettings, 'levelling' | 'preamp'>,
  inAlbum: boolean,
): number {
  if (levelling === 'off') return 1
  const ofAlbum = levelling === 'album' && inAlbum && albumGain !== null
  const gain = ofAlbum ? albumGain : (trackGain ?? albumGain)
  if (gain === null) return 1
  const peak = ofAlbum ? (albumPeak ?? trackPeak) : (trackPeak ?? albumPeak)
  const factor = gainFactor(gain + preamp)
  return peak !== null && peak > 0 ? Math.min(factor, 1 / peak) : factor
}
