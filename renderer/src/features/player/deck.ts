import { openVoice, type Voice } from './audio-output.ts'

/** What the browser may take over a play before it counts as hearing nothing. */
type DeckListener = (event: 'time' | 'ended' | 'playing' | 'failed' | 'refused') => void

/** One audio element, playing or making ready one track. */
export interface Deck {
  readonly voice: Voice
  /** Null while it holds nothing. */
  trackId(): number | null
  /** Address of what it plays, to ask the engine why it cannot. */
  url(): string
  position(): number
  /** Seconds; null until the browser knows. */
  duration(): number | null
  /** Enough is there to begin at once. */
  isReady(): boolean
  isPlaying(): boolean
  hasFailed(): boolean
  /** Makes a track ready at a place. What the browser cannot play is asked for once more, converted. */
  load(trackId: number, at: number): void
  clear(): void
  play(): Promise<void>
  pause(): void
  seek(seconds: number): void
  setRate(rate: number): void
}

function addressOf(trackId: number, converted: boolean): string {
  return `/track/${trackId}/audio${converted ? '?convert=1' : ''}`
}

export function createDeck(listen: DeckListener): Deck {
  const element = new Audio()
  element.preload = 'auto'
  const voice = openVoice(element)
  let loaded: { id: number; converted: boolean; failed: boolean } | undefined
  let wanted = false
  let rate = 1

  function open(id: number, at: number, converted: boolean) {
    loaded = { id, converted, failed: false }
    element.src = addressOf(id, converted)
    element.currentTime = at
    element.playbackRate = rate
  }

  async function play(): Promise<void> {
    wanted = true
    await voice.connect()
    if (!wanted) return
    try {
      await element.play()
    } catch (error) {
      // AbortError: another source or a pause came first. Failures of the source itself come as error events.
      if (error instanceof DOMException && error.name === 'NotAllowedError') listen('refused')
    }
  }

  element.addEventListener('error', () => {
    if (!element.error || !loaded) return
    const network = element.error.code === MediaError.MEDIA_ERR_NETWORK
    if (!network && !loaded.converted) {
      open(loaded.id, element.currentTime, true)
      if (wanted) void play()
      return
    }
    loaded.failed = true
    listen('failed')
  })
  element.addEventListener('ended', () => listen('ended'))
  element.addEventListener('playing', () => listen('playing'))
  for (const event of ['timeupdate', 'durationchange', 'seeked', 'emptied', 'ratechange'] as const)
    element.addEventListener(event, () => listen('time'))

  return {
    voice,
    trackId: () => loaded?.id ?? null,
    url: () => element.src,
    position: () => element.currentTime,
    duration: () => (Number.isFinite(element.duration) ? element.duration : null),
    isReady: () => element.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA && !element.seeking,
    isPlaying: () => !element.paused && !element.ended,
    hasFailed: () => loaded?.failed === true,
    load: (id, at) => {
      wanted = false
      element.pause()
      open(id, at, false)
    },
    clear: () => {
      wanted = false
      if (!loaded) return
      loaded = undefined
      element.pause()
      element.removeAttribute('src')
      element.load()
    },
    play,
    pause: () => {
      wanted = false
      element.pause()
    },
    seek: (seconds) => {
      element.currentTime = seconds
    },
    setRate: (to) => {
      rate = to
      element.preservesPitch = true
      element.defaultPlaybackRate = to
      element.playbackRate = to
    },
  }
}
