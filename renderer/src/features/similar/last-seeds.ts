import { create } from 'zustand'

/** The tracks that similar ones were last asked for, so that the sidebar leads back to them. */
export const useLastSeeds = create<{ trackIds: readonly number[] }>(() => ({ trackIds: [] }))

export function rememberSeeds(trackIds: readonly number[]) {
  useLastSeeds.setState({ trackIds })
}
