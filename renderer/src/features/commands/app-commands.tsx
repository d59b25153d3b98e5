import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { engine } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { goToPane } from '../../frame/go-to-pane.ts'
import {
  albumsRoute,
  artistsRoute,
  libraryRoute,
  libraryView,
  navigate,
  type Route,
  teachRoute,
} from '../../route.ts'
import { useStatus } from '../../status.ts'
import { searchBoxId } from '../library/search-box.tsx'
import { type Command, useCommands } from './registry.ts'

/** Leads to the search box, on the library's page when this one has none. */
function focusSearch() {
  if (selectSearch()) return
  navigate(libraryRoute)
  requestAnimationFrame(selectSearch)
}

function selectSearch(): boolean {
  const box = document.getElementById(searchBoxId)
  if (!(box instanceof HTMLInputElement)) return false
  box.select()
  return true
}

/** Commands that are there on every page, besides those of the desktop window's menu. */
export function AppCommands() {
  const { t } = useTranslation()
  const running = useStatus(({ analysis }) =>
    [analysis.sound, analysis.mode].some(({ state }) => state === 'running'),
  )
  const paused = useStatus(({ analysis }) =>
    [analysis.sound, analysis.mode].some(({ state }) => state === 'paused'),
  )
  useCommands(
    useMemo((): readonly Command[] => {
      const go = (id: string, title: string, route: Route, keys: string): Command => ({
        id: `go.${id}`,
        group: 'go',
        title,
        keys,
        run: () => navigate(route),
      })
      const does = (call: () => Promise<unknown>) => () => void call().catch(tellFailure)
      return [
        go('albums', t('sidebar.albums'), albumsRoute, 'Alt+2'),
        go('artists', t('sidebar.artists'), artistsRoute, 'Alt+3'),
        go('recent', t('sidebar.recent'), libraryView('recent'), 'Alt+4'),
        go('favourites', t('sidebar.favourites'), libraryView('favourites'), 'Alt+5'),
        go('teach', t('teach.name'), teachRoute, 'Alt+9'),
        {
          id: 'go.search',
          group: 'go',
          title: t('commands.focusSearch'),
          keys: '/ Mod+F',
          run: focusSearch,
        },
        {
          id: 'go.nextPane',
          group: 'go',
          title: t('commands.nextPane'),
          keys: 'F6',
          run: () => goToPane(1),
        },
        {
          id: 'go.previousPane',
          group: 'go',
          title: t('commands.previousPane'),
          keys: 'Shift+F6',
          run: () => goToPane(-1),
        },
        {
          id: 'library.rescan',
          group: 'library',
          title: t('commands.rescan'),
          run: does(() => engine.folder.scan({})),
        },
        {
          id: 'library.pause',
          group: 'library',
          title: t('commands.pause'),
          isDisabled: !running,
          run: does(() => engine.analysis.pause({})),
        },
        {
          id: 'library.resume',
          group: 'library',
          title: t('commands.resume'),
          isDisabled: !paused,
          run: does(() => engine.analysis.resume({})),
        },
      ]
    }, [t, running, paused]),
  )
  return null
}
