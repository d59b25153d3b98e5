/**
 * The way of sound to the ears: the gain of each source and the volume over all. Web Audio is used only once its
 * context is seen to run, since an element that was connected to a context that stands still is silent for good.
 */

/** How long a context may take to begin. Milliseconds. */
const patience = 500
/** A context that nothing needs rests after so long, so that the sound device may sleep. Milliseconds. */
const restAfter = 20_000

interface Graph {
  context: AudioContext
  /** Before the volume. */
  mix: GainNode
}

let graph: Graph | undefined
let volume = 1
let users = 0
let resting: ReturnType<typeof setTimeout> | undefined
const volumeListeners = new Set<() => void>()

function open(): Graph | undefined {
  if (graph || typeof AudioContext === 'undefined') return graph
  const context = new AudioContext({ latencyHint: 'balanced' })
  const mix = context.createGain()
  mix.gain.value = volume
  mix.connect(context.destination)
  graph = { context, mix }
  return graph
}

/** The context and the node to connect sources to, once it runs; undefined where it cannot be made to. */
export async function runningGraph(): Promise<Graph | undefined> {
  const opened = open()
  if (!opened) return undefined
  const { context } = opened
  if (context.state !== 'running') {
    const late = new Promise((resolve) => setTimeout(resolve, patience))
    await Promise.race([context.resume().catch(() => {}), late])
  }
  return context.state === 'running' ? opened : undefined
}

/** Keeps the context awake until it is told that the sound has ended. */
export function holdOutput(): () => void {
  users++
  clearTimeout(resting)
  let held = true
  return () => {
    if (!held) return
    held = false
    users--
    if (users > 0) return
    resting = setTimeout(() => void graph?.context.suspend().catch(() => {}), restAfter)
  }
}

/** The volume over everything, as a factor 0..1. */
export function setOutputVolume(factor: number) {
  volume = factor
  graph?.mix.gain.setTargetAtTime(factor, graph.context.currentTime, 0.015)
  for (const listener of volumeListeners) listener()
}

/** One element's way out. Its level may be above 1 only where Web Audio runs. */
export interface Voice {
  /** Connects the element to the graph if it runs. Answers whether it is connected. */
  connect(): Promise<boolean>
  /** Multiplies its samples. */
  setLevel(factor: number): void
  /** Fades it out and in again within milliseconds, so that a cut does not click. */
  fadeOut(): void
  fadeIn(): void
  close(): void
}

/** Seconds of a fade that is not heard as one. */
const fadeSeconds = 0.006

export function openVoice(element: HTMLAudioElement): Voice {
  let level = 1
  let gate: { context: AudioContext; levels: GainNode; fades: GainNode } | undefined

  function applyLevel() {
    if (gate) gate.levels.gain.setTargetAtTime(level, gate.context.currentTime, 0.005)
    else element.volume = Math.min(1, level * volume)
  }
  function fade(to: 0 | 1) {
    if (!gate) return
    const { context, fades } = gate
    fades.gain.cancelScheduledValues(context.currentTime)
    fades.gain.setValueAtTime(1 - to, context.currentTime)
    fades.gain.linearRampToValueAtTime(to, context.currentTime + fadeSeconds)
  }
  volumeListeners.add(applyLevel)
  applyLevel()

  return {
    connect: async () => {
      const running = await runningGraph()
      if (!running || gate) return running !== undefined
      const { context, mix } = running
      const levels = context.createGain()
      const fades = context.createGain()
      levels.gain.value = level
      element.volume = 1
      context.createMediaElementSource(element).connect(levels).connect(fades).connect(mix)
      gate = { context, levels, fades }
      return true
    },
    setLevel: (factor) => {
      level = factor
      applyLevel()
    },
    fadeOut: () => fade(0),
    fadeIn: () => fade(1),
    close: () => {
      volumeListeners.delete(applyLevel)
      gate?.fades.disconnect()
    },
  }
}
