import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { openCommands } from '../features/commands/open-commands.ts'
import { useKeysInWords } from '../features/commands/use-keys-in-words.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { switchPane } from './drawers.ts'
import type { Pane } from './layout.ts'

interface TopBarProps {
  hasPanel: boolean
  /** Which panes stand beside the page. */
  shown: Record<Pane, boolean>
}

/** Above everything: the way back, and what shows and hides the panes. */
export function TopBar({ hasPanel, shown }: TopBarProps) {
  const { t } = useTranslation()
  return (
    <header className="top-bar">
      <IconButton
        icon="sidebar"
        label={t(shown.sidebar ? 'frame.hideSidebar' : 'frame.showSidebar')}
        onPress={() => switchPane('sidebar')}
      />
      <p className="wordmark">
        <Icon name="similar" size={20} />
        {t('appName')}
      </p>
      <IconButton icon="back" label={t('frame.back')} onPress={() => history.back()} />
      <IconButton icon="forward" label={t('frame.forward')} onPress={() => history.forward()} />
      <span className="page-space" />
      <FindCommand />
      <span className="page-space" />
      <IconButton icon="keys" label={t('commands.sheet')} onPress={() => openCommands('sheet')} />
      {hasPanel && (
        <IconButton
          icon="panel"
          label={t(shown.panel ? 'frame.hidePanel' : 'frame.showPanel')}
          onPress={() => switchPane('panel')}
        />
      )}
    </header>
  )
}

/** Opens the palette; its words say what it is for, its keys how to get there without it. */
function FindCommand() {
  const { t } = useTranslation()
  const keysInWords = useKeysInWords()
  return (
    <Button className="find-command" onPress={() => openCommands('palette')}>
      <Icon name="search" size={14} />
      <span className="clip">{t('commands.palette')}</span>
      <span className="key" aria-hidden="true">
        {keysInWords('Mod+K')}
      </span>
    </Button>
  )
}
