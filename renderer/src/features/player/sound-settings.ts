import { create } from 'zustand'
import { numberOr, propertiesOf, recall, remember } from './remembered.ts'

/** `track` makes every track as loud as the others; `album` keeps the differences within an album that plays in a row. */
export const levellings = ['off', 'track', 'album'] as const
export type Levelling = (typeof levellings)[number]

export interface SoundSettings {
  /** Where the volume control stands, 0..1. */
  volume: number
  muted: boolean
  levelling: Levelling
  /** Added to what the tags say, dB. */
  preamp: number
}

const name = 'naghma.sound'
export const preampRange = [-12, 12] as const

function stored(): SoundSettings {
  const { volume, muted, levelling, preamp } = propertiesOf(recall(name))
  return {
    volume: numberOr(volume, [0, 1], 1),
    muted: muted === true,
    levelling: levellings.find((known) => known === levelling) ?? 'album',
    preamp: numberOr(preamp, preampRange, 0),
  }
}

export const useSoundSettings = create<SoundSettings>(stored)

export function changeSound(changes: Partial<SoundSettings>) {
  useSoundSettings.setState(changes)
  remember(name, useSoundSettings.getState())
}

/** Setting a volume ends the muting. */
export function setVolume(volume: number) {
  changeSound({ volume: Math.min(1, Math.max(0, volume)), muted: false })
}

export function toggleMuted() {
  const { muted, volume } = useSoundSettings.getState()
  if (muted || volume > 0) changeSound({ muted: !muted })
}
