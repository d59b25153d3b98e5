import { i18n } from '../../locales/i18n.ts'
import { attend } from '../tracks/attend.ts'
import { failureFromResponse } from './audio-failure.ts'
import { holdOutput, setOutputVolume } from './audio-output.ts'
import { driveTransport, useClock } from './clock.ts'
import { createDeck, type Deck } from './deck.ts'
import { levelFactor, volumeFactor } from './levels.ts'
import { arrive, fail, goOn, pause, skip, usePlayer } from './player-store.ts'
import { clearLoop, usePractice } from './practice-store.ts'
import { afterEnd, currentEntry, type Queue } from './queue.ts'
import { useSoundSettings } from './sound-settings.ts'
import { type QueuedTrack, queuedTrack } from './track-level.ts'

/** Tracks that may fail one after another before the queue gives up. */
const patience = 5
/** How long the reason stands before the next track is tried. Milliseconds. */
const failureShown = 4000
/** What plays next is made ready when so much is left. Seconds. */
const prepareWithin = 30
/** From here on a timer waits for the end. Seconds. */
const timeWithin = 2
/** A hand-over is near enough when it is no further away than this. Milliseconds. */
const near = 3
/** The longest head start that a deck is given. Milliseconds. */
const longestLead = 80

/** What begins when the current sound ends. */
interface Coming {
  kind: 'next' | 'loop'
  queue: Queue
  trackId: number
  /** Where it begins, seconds. */
  from: number
  /** Where the current sound ends, seconds. */
  end: number
}

/**
 * Plays what the player store says, on two decks: while one plays, the other has ready what comes next (the next
 * track, or the beginning of a loop), and is started so much before the end as it was measured to take. Returns how
 * to stop.
 */
export function startPlayback(): () => void {
  const decks: [Deck, Deck] = [
    createDeck((event) => on(0, event)),
    createDeck((event) => on(1, event)),
  ]
  /** What is known of the tracks on the decks; undefined until the engine has told. */
  const facts: [QueuedTrack | undefined, QueuedTrack | undefined] = [undefined, undefined]
  const asked: [number, number] = [0, 0]
  let active: 0 | 1 = 0
  let prepared = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  let goingOn: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  /** Milliseconds from asking a deck to play until it is heard. */
  let lead = 15
  let begun = false
  /** The user went on behind the end of the loop. However late the page is, the sound alone does not leave it. */
  let leftLoop = false
  let release: (() => void) | undefined

  const playing = () => decks[active]
  const standby = () => decks[active === 0 ? 1 : 0]
  const rate = () => usePractice.getState().rate

  /** Finds out how loud the track of a deck is to be, and sets that. */
  async function level(at: 0 | 1, queue: Queue) {
    facts[at] = undefined
    const asking = ++asked[at]
    const known = await queuedTrack(queue).catch(() => undefined)
    if (asking !== asked[at]) return
    facts[at] = known
    applyLevel(at)
  }

  function applyLevel(at: 0 | 1) {
    const known = facts[at]
    if (!known) return
    const { loudness, inAlbum } = known
    decks[at].voice.setLevel(levelFactor(loudness, useSoundSettings.getState(), inAlbum))
  }

  function load() {
    const { track, cue, playing: wanted, queue } = usePlayer.getState()
    clearTimeout(goingOn)
    unprepare()
    begun = false
    if (!track) return playing().clear()
    playing().load(track.id, cue.at)
    void level(active, queue)
    if (wanted) begin(playing())
  }

  function begin(deck: Deck) {
    release ??= holdOutput()
    void deck.play()
  }

  function rest() {
    release?.()
    release = undefined
  }

  function unprepare() {
    clearTimeout(timer)
    prepared = ''
    standby().clear()
  }

  function whatComes(): Coming | undefined {
    const { queue, repeat, track } = usePlayer.getState()
    const { loop } = usePractice.getState()
    const duration = playing().duration()
    if (!track || duration === null) return undefined
    if (loop && loop.to !== null && !leftLoop) {
      const end = Math.min(loop.to, duration)
      return { kind: 'loop', queue, trackId: track.id, from: loop.from, end }
    }
    const next = afterEnd(queue, repeat)
    const entry = next && currentEntry(next)
    if (!next || !entry) return undefined
    return { kind: 'next', queue: next, trackId: entry.id, from: 0, end: duration }
  }

  const nameOf = ({ kind, trackId, from, queue }: Coming) =>
    `${kind} ${currentEntry(queue)?.key} ${trackId} ${from}`

  function prepare(coming: Coming) {
    if (prepared === nameOf(coming)) return
    prepared = nameOf(coming)
    standby().load(coming.trackId, coming.from)
    void level(active === 0 ? 1 : 0, coming.queue)
  }

  /** Real seconds until the current sound ends. */
  const left = ({ end }: Coming) => (end - playing().position()) / rate()

  function schedule() {
    clearTimeout(timer)
    const coming = playing().isPlaying() ? whatComes() : undefined
    if (!coming) return
    if (coming.kind === 'loop' || left(coming) < prepareWithin) prepare(coming)
    if (left(coming) < timeWithin)
      timer = setTimeout(meet, Math.max(0, left(coming) * 1000 - lead - near))
  }

  function meet() {
    const coming = playing().isPlaying() ? whatComes() : undefined
    if (!coming) return
    const wait = left(coming) * 1000 - lead
    if (wait > near) timer = setTimeout(meet, wait - near)
    else if (isReadyFor(coming)) handOver(coming)
    else if (coming.kind === 'loop') playing().seek(coming.from)
  }

  /** Whether what comes could begin this moment. */
  function isReadyFor(coming: Coming): boolean {
    return (
      prepared === nameOf(coming) &&
      standby().isReady() &&
      facts[active === 0 ? 1 : 0] !== undefined
    )
  }

  function handOver(coming: Coming) {
    const before = playing()
    active = active === 0 ? 1 : 0
    prepared = ''
    const deck = playing()
    const known = facts[active]
    begin(deck)
    measureLead(deck, coming.from, performance.now())
    if (coming.kind === 'next' && known) {
      // A loop leaves the deck that it ended on faded out.
      deck.voice.fadeIn()
      begun = false
      arrive(coming.queue, known.track)
      clearLoop()
      return
    }
    setTimeout(() => {
      before.voice.fadeOut()
      deck.voice.fadeIn()
      setTimeout(before.pause, near * 4)
    }, lead)
  }

  /** Learns from a start how long before an end the next one should be made. */
  function measureLead(deck: Deck, from: number, asked: number) {
    const look = setInterval(() => {
      const heard = (deck.position() - from) * 1000
      const waited = performance.now() - asked
      if (heard <= 0 && waited < 1000) return
      clearInterval(look)
      const took = waited - heard / rate()
      lead = Math.min(longestLead, Math.max(0, lead + (took - lead) / 3))
    }, 20)
  }

  function on(at: 0 | 1, event: Parameters<Parameters<typeof createDeck>[0]>[0]) {
    if (at !== active) {
      if (event === 'ended') decks[at].clear()
      return
    }
    reactions[event]()
  }

  const reactions = {
    time: () => {
      useClock.setState({ position: playing().position(), duration: playing().duration() })
      schedule()
    },
    playing: () => {
      failures = 0
      const { track } = usePlayer.getState()
      if (track && !begun) attend([track.id], true)
      begun = true
      schedule()
    },
    ended: () => {
      const coming = whatComes()
      if (coming?.kind === 'loop') {
        playing().seek(coming.from)
        begin(playing())
      } else if (coming && isReadyFor(coming)) handOver(coming)
      else goOn()
    },
    refused: pause,
    failed: () => void tellWhy(),
  }

  async function tellWhy() {
    const { start } = usePlayer.getState()
    const failure = await failureFromResponse(playing().url(), i18n.t('player.cannotPlay'))
    if (usePlayer.getState().start !== start) return
    failures++
    const givenUp = failures >= patience
    fail(
      givenUp
        ? { ...failure, detail: i18n.t('player.gaveUp', { count: failures, why: failure.detail }) }
        : failure,
    )
    if (givenUp) failures = 0
    else goingOn = setTimeout(() => skip(1), failureShown)
  }

  const unsubscribe = [
    usePlayer.subscribe((now, before) => {
      if (now.track?.id !== before.track?.id) clearLoop()
      if (now.start !== before.start) clearTimeout(goingOn)
      if (now.cue !== before.cue) load()
      else if (now.playing !== before.playing) {
        if (now.playing) begin(playing())
        else {
          playing().pause()
          rest()
        }
      }
      if (now.queue !== before.queue || now.repeat !== before.repeat) schedule()
    }),
    usePractice.subscribe((now, before) => {
      if (now.rate !== before.rate) for (const deck of decks) deck.setRate(now.rate)
      if (now.loop !== before.loop) leftLoop = false
      if (now.loop !== before.loop || now.rate !== before.rate) schedule()
    }),
    useSoundSettings.subscribe(applySound),
    driveTransport({
      position: () => playing().position(),
      duration: () => playing().duration(),
      seek: (seconds) => {
        const last = playing().duration() ?? usePlayer.getState().track?.duration ?? 0
        const { loop } = usePractice.getState()
        leftLoop = loop !== null && loop.to !== null && seconds > loop.to
        playing().seek(Math.min(Math.max(0, seconds), Math.max(0, last - 0.05)))
      },
    }),
  ]

  function applySound() {
    const { volume, muted } = useSoundSettings.getState()
    setOutputVolume(muted ? 0 : volumeFactor(volume))
    for (const at of [0, 1] as const) applyLevel(at)
  }

  applySound()
  if (usePlayer.getState().track) load()

  return () => {
    for (const end of unsubscribe) end()
    clearTimeout(timer)
    clearTimeout(goingOn)
    for (const deck of decks) {
      deck.clear()
      deck.voice.close()
    }
    rest()
  }
}
