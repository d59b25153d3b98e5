import { holdOutput, runningGraph } from './audio-output.ts'

/** What a drone sounds like. */
export interface DroneSound {
  /** Frequencies of its strings, Hz. */
  strings: readonly number[]
  /** 0..1. */
  volume: number
}

/** Strengths of the partials of a string: many and slowly weaker, as of a plucked string that is kept sounding. */
const partials = [0, 1, 0.62, 0.5, 0.3, 0.26, 0.15, 0.12, 0.07, 0.05, 0.03]
/** Each string is two voices so much apart, which beat slowly. Cents. */
const beating = 2.5
/** Seconds in which it comes and goes, and in which it glides to another tonic. */
const swell = 0.6
const glide = 0.15

interface Voice {
  oscillator: OscillatorNode
  detune: number
}

/** Sounds until what is answered is called; `change` retunes it without a break. Undefined where nothing can sound. */
export async function startDrone(
  sound: DroneSound,
): Promise<{ change(sound: DroneSound): void; stop(): void } | undefined> {
  const graph = await runningGraph()
  if (!graph) return undefined
  const { context, mix } = graph
  const letGo = holdOutput()
  const wave = context.createPeriodicWave(
    new Float32Array(partials.length),
    Float32Array.from(partials),
  )
  const level = context.createGain()
  level.gain.value = 0
  level.connect(mix)
  let voices: Voice[] = []

  function addVoice(detune: number): Voice {
    const oscillator = context.createOscillator()
    oscillator.setPeriodicWave(wave)
    oscillator.detune.value = detune
    oscillator.connect(level)
    oscillator.start()
    return { oscillator, detune }
  }

  function tune({ strings, volume }: DroneSound) {
    const wanted = strings.flatMap((hz) => [-beating, beating].map((detune) => ({ hz, detune })))
    for (const { oscillator } of voices.slice(wanted.length)) oscillator.stop()
    voices = wanted.map(({ detune }, n) => voices[n] ?? addVoice(detune))
    wanted.forEach(({ hz }, n) => {
      voices[n]?.oscillator.frequency.setTargetAtTime(hz, context.currentTime, glide)
    })
    level.gain.setTargetAtTime(
      (volume ** 2 * 0.5) / Math.max(1, strings.length),
      context.currentTime,
      swell / 3,
    )
  }

  tune(sound)
  return {
    change: tune,
    stop() {
      level.gain.setTargetAtTime(0, context.currentTime, swell / 4)
      for (const { oscillator } of voices) oscillator.stop(context.currentTime + swell * 2)
      setTimeout(() => {
        level.disconnect()
        letGo()
      }, swell * 2000)
    },
  }
}
