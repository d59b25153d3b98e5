import { memo } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { openCommands } from '../features/commands/open-commands.ts'
import { useKeysInWords } from '../features/commands/use-keys-in-words.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { switchPane } from './drawers.ts'

interface TopBarProps {
  hasPanel: boolean
  /** The pane stands beside the page. */
  hasSidebarShown: boolean
  hasPanelShown: boolean
}

/** Above everything: the way back, and what shows and hides the panes. */
export const TopBar = memo(Bar)

function Bar({ hasPanel, hasSidebarShown, hasPanelShown }: TopBarProps) {
  const { t } = useTranslation()
  return (
    <header className="top-bar">
      <IconButton
        icon="sidebar"
        label={t(hasSidebarShown ? 'frame.hideSidebar' : 'frame.showSidebar')}
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
          label={t(hasPanelShown ? 'frame.hidePanel' : 'frame.showPanel')}
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
