import { create } from 'zustand'

/** The track that similar ones were last asked for, so that the sidebar leads back to it. */
export const useLastSeed = create<{ trackId: number | null }>(() => ({ trackId: null }))

export function rememberSeed(trackId: number) {
  useLastSeed.setState({ trackId })
}
