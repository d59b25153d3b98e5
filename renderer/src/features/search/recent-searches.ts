import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface Recent {
  searches: readonly string[]
}

const most = 8
const leastLetters = 3

/** Searches that led somewhere, the latest first; remembered on this machine. */
export const useRecentSearches = create<Recent>()(
  persist(() => ({ searches: [] as readonly string[] }), {
    name: 'naghma.searches',
    version: 1,
    merge: (stored, usual) => ({ searches: readSearches(stored) ?? usual.searches }),
  }),
)

function readSearches(stored: unknown): readonly string[] | null {
  const searches: unknown = stored instanceof Object ? Reflect.get(stored, 'searches') : null
  if (!Array.isArray(searches)) return null
  return searches.filter((one): one is string => typeof one === 'string').slice(0, most)
}

/** To be told when a search is done with, not for each letter. One that only began a later one makes room for it. */
export function rememberSearch(search: string) {
  const words = search.trim()
  if (words.length < leastLetters) return
  useRecentSearches.setState(({ searches }) => ({
    searches: [words, ...searches.filter((one) => !words.startsWith(one))].slice(0, most),
  }))
}
