import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MenuCommand } from '../../../../contract/menu-commands.ts'
import { browseRoute, libraryRoute, navigate, type Route } from '../../route.ts'
import { chooseTheme, themes } from '../../theme.ts'
import { type Command, useCommands } from '../commands/registry.ts'
import { PathDialog } from '../paths/path-dialog.tsx'
import { addFolders } from './add-folders.ts'
import { OpenedFolders } from './opened-folders.tsx'
import { copyReport, showLog } from './report.ts'

/** A command that a menu can ask for as well. */
type MenuEntry = Command & { id: MenuCommand }

/** What can be asked for at any time, whatever the page shows: by the desktop window's menu, and by its system. */
export function DesktopParts() {
  const { t } = useTranslation()
  const [choosing, setChoosing] = useState(false)
  const commands = useMemo((): MenuEntry[] => {
    const go = (id: MenuCommand, title: string, route: Route, keys: string): MenuEntry => ({
      id,
      group: 'go',
      title,
      keys,
      run: () => navigate(route),
    })
    return [
      go('go.library', t('sidebar.tracks'), libraryRoute, 'Alt+1'),
      go('go.browse', t('browse.name'), browseRoute, 'Alt+6'),
      go('go.similar', t('similar.name'), { page: 'similar', trackIds: [], blend: null }, 'Alt+7'),
      go('go.problems', t('problems.name'), { page: 'problems' }, 'Alt+8'),
      go('go.settings', t('settings.name'), { page: 'settings' }, 'Mod+,'),
      {
        id: 'library.addFolder',
        group: 'library',
        title: t('folders.chooseTitle'),
        run: () => setChoosing(true),
      },
      ...themes.map(
        (theme): MenuEntry => ({
          id: `app.theme.${theme}`,
          group: 'app',
          title: t('theme.title', { name: t(`settings.themes.${theme}`) }),
          run: () => chooseTheme(theme),
        }),
      ),
      {
        id: 'help.report',
        group: 'app',
        title: t('report.copy'),
        run: () => void copyReport(),
      },
      {
        id: 'help.log',
        group: 'app',
        title: t('report.showLog'),
        run: () => void showLog(),
      },
    ]
  }, [t])
  useCommands(commands)
  return (
    <>
      <OpenedFolders />
      {choosing && (
        <PathDialog
          title={t('folders.chooseTitle')}
          initial=""
          onChoose={(path) => void addFolders([path])}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  )
}
