import './frame.css'
import '../features/commands/commands.css'
import { type ReactNode, useEffect } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { useMedia } from '../ui/use-media.ts'
import { closeDrawer, roomQuery, useDrawer } from './drawers.ts'
import { focusPage, useFocusAfter } from './focus-page.ts'
import { usePane } from './layout.ts'
import { Separator } from './separator.tsx'
import { ignoreStrayPresses } from './stray-presses.ts'
import { TopBar } from './top-bar.tsx'
import { useFrameCommands } from './use-frame-commands.ts'

interface FrameProps {
  sidebar: ReactNode
  /** What lies beside this page; null where the page needs nothing there. */
  panel: ReactNode
  /** Changes when anything else is shown: what lay over it goes. */
  route: string
  foot: ReactNode
  children: ReactNode
}

/** Sidebar, page, panel and foot; panes that have no room beside the page come over it as drawers. */
export function Frame({ sidebar, panel, route, foot, children }: FrameProps) {
  const { t } = useTranslation()
  const sidebarRoom = useMedia(roomQuery('sidebar'))
  const panelRoom = useMedia(roomQuery('panel'))
  const sidebarPane = usePane('sidebar')
  const panelPane = usePane('panel')
  const drawer = useDrawer()
  const docked = {
    sidebar: sidebarRoom && sidebarPane.open,
    panel: panelRoom && panelPane.open && panel !== null,
  }
  const over = drawer && !(drawer === 'sidebar' ? sidebarRoom : panelRoom) ? drawer : null
  useFrameCommands(panel !== null)
  useFocusAfter(route)
  useEffect(ignoreStrayPresses, [])
  useEffect(() => {
    if (route) closeDrawer()
  }, [route])

  return (
    <div className="frame">
      <button type="button" className="skip" onClick={focusPage}>
        {t('frame.skip')}
      </button>
      <TopBar
        hasPanel={panel !== null}
        hasSidebarShown={docked.sidebar}
        hasPanelShown={docked.panel}
      />
      <div className="frame-panes">
        {docked.sidebar && (
          <nav
            id="sidebar"
            className="pane"
            aria-label={t('sidebar.name')}
            style={{ inlineSize: sidebarPane.width }}
          >
            {sidebar}
            <Separator pane="sidebar" label={t('frame.resizeSidebar')} controls="sidebar" />
          </nav>
        )}
        <main className="main">{children}</main>
        {docked.panel && (
          <aside
            id="panel"
            className="pane"
            aria-label={t('frame.panel')}
            style={{ inlineSize: panelPane.width }}
          >
            <Separator pane="panel" label={t('frame.resizePanel')} controls="panel" />
            {panel}
          </aside>
        )}
      </div>
      {over && (over === 'sidebar' || panel !== null) && (
        <ModalOverlay
          className="drawer-overlay"
          isOpen
          isDismissable
          onOpenChange={(open) => {
            if (!open) closeDrawer()
          }}
        >
          <Modal className={`drawer drawer-${over}`}>
            <Dialog className="drawer-content" aria-label={t(`frame.${over}`)}>
              {over === 'sidebar' ? (
                // biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click
                <nav
                  className="pane-whole"
                  aria-label={t('sidebar.name')}
                  onClick={({ target }) => {
                    if (target instanceof Element && target.closest('a')) closeDrawer()
                  }}
                >
                  {sidebar}
                </nav>
              ) : (
                panel
              )}
            </Dialog>
          </Modal>
        </ModalOverlay>
      )}
      <div className="foot">{foot}</div>
    </div>
  )
}
