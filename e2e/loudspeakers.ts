/** What goes to the loudspeakers, as it leaves the page's audio graph. */
import type { Page } from '@playwright/test'

/** Per 64 samples, the loudest of each channel. */
export interface Heard {
  seconds: number
  left: number
  right: number
}

/** To be run in a page before its own code: remembers what is heard, and the last samples of it. */
export function recordOutput() {
  const heard: Heard[] = []
  const latest = { samples: new Float32Array(8192), rate: 0 }
  Object.assign(globalThis, { heard, latest })
  const connect = AudioNode.prototype.connect as (to: AudioNode) => AudioNode
  AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode) {
    if (to instanceof AudioDestinationNode) {
      const context = this.context as AudioContext
      latest.rate = context.sampleRate
      const tap = context.createScriptProcessor(1024, 2, 2)
      let at = 0
      tap.onaudioprocess = ({ inputBuffer }) => {
        const [left, right] = [inputBuffer.getChannelData(0), inputBuffer.getChannelData(1)]
        latest.samples.copyWithin(0, left.length)
        latest.samples.set(left, latest.samples.length - left.length)
        const loudest = (side: Float32Array, from: number) =>
          side.subarray(from, from + 64).reduce((most, x) => Math.max(most, Math.abs(x)), 0)
        for (let from = 0; from < left.length; from += 64, at += 64)
          heard.push({
            seconds: at / context.sampleRate,
            left: loudest(left, from),
            right: loudest(right, from),
          })
      }
      connect.call(this, tap)
      connect.call(tap, to)
    }
    return connect.call(this, to)
  } as typeof AudioNode.prototype.connect
}

/** What was heard since it was last asked for. */
export async function takeHeard(page: Page): Promise<Heard[]> {
  return page.evaluate(() => (Reflect.get(globalThis, 'heard') as Heard[]).splice(0))
}

/** The longest silence between two sounds, milliseconds. */
export function longestSilence(heard: readonly Heard[]): number {
  const audible = heard.filter(({ left }) => left > 0.01).map(({ seconds }) => seconds)
  return 1000 * Math.max(0, ...audible.map((seconds, n) => seconds - (audible[n - 1] ?? seconds)))
}

async function latestSamples(page: Page): Promise<{ samples: number[]; rate: number }> {
  return page.evaluate(() => {
    const { samples, rate } = Reflect.get(globalThis, 'latest') as {
      samples: Float32Array
      rate: number
    }
    return { samples: [...samples], rate }
  })
}

/** How loud it is now: the root mean square of the left channel, as a fraction of full scale. */
export async function loudnessNow(page: Page): Promise<number> {
  const { samples } = await latestSamples(page)
  return Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length)
}

/** The strongest partial of what sounds now, Hz, to one of them exactly; between 60 and 1200 Hz. */
export async function strongestNow(page: Page): Promise<number> {
  const { samples, rate } = await latestSamples(page)
  const windowed = samples.map(
    (x, n) => x * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / samples.length)),
  )
  let best = { hz: 0, strength: 0 }
  for (let hz = 60; hz <= 1200; hz++) {
    const strength = strengthAt(windowed, (2 * Math.PI * hz) / rate)
    if (strength > best.strength) best = { hz, strength }
  }
  return best.hz
}

/** Goertzel's algorithm: the energy at an angular frequency, radians a sample. */
function strengthAt(samples: readonly number[], frequency: number): number {
  const factor = 2 * Math.cos(frequency)
  let [one, two] = [0, 0]
  for (const x of samples) [one, two] = [x + factor * one - two, one]
  return one * one + two * two - factor * one * two
}
