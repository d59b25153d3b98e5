import { create } from 'zustand'
import { type Loop, shortestLoop } from './loop.ts'
import { numberOr, propertiesOf, recall, remember } from './remembered.ts'

export interface DroneSettings {
  octave: boolean
  fifth: boolean
  /** From the tonic that was heard, cents. */
  tuning: number
  /** 0..1. */
  volume: number
}

interface PracticeState {
  open: boolean
  loop: Loop | null
  /** 1 is as recorded. */
  rate: number
  sounding: boolean
  drone: DroneSettings
}

export const rateRange = [0.4, 1.25] as const
const rateStep = 0.05
export const tuningRange = [-50, 50] as const
const name = 'naghma.drone'

function storedDrone(): DroneSettings {
  const { octave, fifth, tuning, volume } = propertiesOf(recall(name))
  return {
    octave: octave !== false,
    fifth: fifth !== false,
    tuning: numberOr(tuning, tuningRange, 0),
    volume: numberOr(volume, [0, 1], 0.6),
  }
}

export const usePractice = create<PracticeState>(() => ({
  open: false,
  loop: null,
  rate: 1,
  sounding: false,
  drone: storedDrone(),
}))

const { setState: set, getState: get } = usePractice

export function togglePractice() {
  set(({ open }) => ({ open: !open }))
}

export function setLoop(loop: Loop) {
  set({ loop })
}

export function clearLoop() {
  set({ loop: null })
}

/** Begins a loop here; an end that would come before its beginning is forgotten. */
export function loopFrom(seconds: number) {
  const to = get().loop?.to ?? null
  set({ loop: { from: seconds, to: to !== null && to - seconds >= shortestLoop ? to : null } })
}

/** Ends the loop here; one without a beginning, or with a later one, begins with the track. */
export function loopTo(seconds: number) {
  const from = get().loop?.from ?? 0
  if (seconds < shortestLoop) return
  set({ loop: { from: seconds - from >= shortestLoop ? from : 0, to: seconds } })
}

export function setRate(rate: number) {
  const [least, most] = rateRange
  const rounded = Math.round(rate * 100) / 100
  set({ rate: Math.min(most, Math.max(least, rounded)) })
}

/** One step slower (-1) or faster (1). */
export function stepRate(by: 1 | -1) {
  setRate((Math.round(get().rate / rateStep) + by) * rateStep)
}

export function toggleDrone() {
  set(({ sounding }) => ({ sounding: !sounding }))
}

export function changeDrone(changes: Partial<DroneSettings>) {
  set(({ drone }) => ({ drone: { ...drone, ...changes } }))
  remember(name, get().drone)
}
