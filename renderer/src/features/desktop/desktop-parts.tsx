import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MenuCommand } from '../../../../contract/menu-commands.ts'
import { chooseTheme, themes } from '../../theme.ts'
import { type Command, useCommands } from '../commands/registry.ts'
import { OpenedFolders } from './opened-folders.tsx'
import { copyReport, showLog } from './report.ts'

/** What the window around the page can ask for at any time, whatever the page shows. */
export function DesktopParts() {
  const { t } = useTranslation()
  const commands = useMemo(
    (): Command[] => [
      ...themes.map((theme) => ({
        id: `app.theme.${theme}` satisfies MenuCommand,
        group: 'app' as const,
        title: t('theme.title', { name: t(`settings.themes.${theme}`) }),
        run: () => chooseTheme(theme),
      })),
      {
        id: 'help.report' satisfies MenuCommand,
        group: 'app',
        title: t('report.copy'),
        run: () => void copyReport(),
      },
      {
        id: 'help.log' satisfies MenuCommand,
        group: 'app',
        title: t('report.showLog'),
        run: () => void showLog(),
      },
    ],
    [t],
  )
  useCommands(commands)
  return <OpenedFolders />
}
