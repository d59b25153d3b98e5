import { useEffect, useRef } from 'react'
import { startDrone } from './drone-sound.ts'
import { droneStrings } from './drone-strings.ts'
import { usePractice } from './practice-store.ts'

type Drone = Awaited<ReturnType<typeof startDrone>>

/** Sounds the drone while it is on and there is a tonic (Hz); it follows the tonic of the track that plays. */
export function useDrone(tonic: number | null) {
  const sounding = usePractice((state) => state.sounding)
  const settings = usePractice((state) => state.drone)
  const running = useRef<Promise<Drone>>(undefined)
  const { octave, fifth, tuning, volume } = settings
  const on = sounding && tonic !== null

  useEffect(() => {
    if (!on || tonic === null) return
    const sound = { strings: droneStrings(tonic, { octave, fifth, tuning }), volume }
    if (running.current) void running.current.then((drone) => drone?.change(sound))
    else running.current = startDrone(sound)
  }, [on, tonic, octave, fifth, tuning, volume])

  useEffect(() => {
    if (!on) return
    return () => {
      void running.current?.then((drone) => drone?.stop())
      running.current = undefined
    }
  }, [on])
}
