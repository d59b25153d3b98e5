import { create } from 'zustand'
import { browseRoute, type Route } from '../../route.ts'

/** What was browsed last, so that the sidebar leads back to it. */
export const useLastBrowse = create<{ route: Route }>(() => ({ route: browseRoute }))

export function rememberBrowse(route: Route) {
  useLastBrowse.setState({ route })
}
