import { useEffect } from 'react'
import { create } from 'zustand'

interface CurrentTracks {
  /** Ids of the tracks that are selected in the table that was used last, in its order; at most a hundred. */
  trackIds: readonly number[]
}

const none: readonly number[] = []

/** What the docked panel and commands for "the selected tracks" follow. */
export const useCurrentTracks = create<CurrentTracks>(() => ({ trackIds: none }))

/** Tracks that are told of; a million can be selected. */
const most = 100

/** For a table of tracks: tells what is selected in it. Pass what stays the same for as long as its members do. */
export function useTellCurrentTracks(trackIds: Iterable<number>) {
  useEffect(() => {
    const first: number[] = []
    for (const id of trackIds) {
      if (first.length === most) break
      first.push(id)
    }
    if (first.length > 0) useCurrentTracks.setState({ trackIds: first })
  }, [trackIds])
}
