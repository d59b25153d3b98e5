import { useEffect } from 'react'
import { create } from 'zustand'

interface CurrentTracks {
  /** Ids of the tracks that are selected in the table that was used last, in its order; at most a hundred. */
  trackIds: readonly number[]
}

const none: readonly number[] = []

/** What the docked panel and commands for "the selected tracks" follow. */
export const useCurrentTracks = create<CurrentTracks>(() => ({ trackIds: none }))

/** For a table of tracks: tells what is selected in it. Pass a memoised array. */
export function useTellCurrentTracks(trackIds: readonly number[]) {
  useEffect(() => {
    if (trackIds.length > 0) useCurrentTracks.setState({ trackIds: trackIds.slice(0, 100) })
  }, [trackIds])
}
