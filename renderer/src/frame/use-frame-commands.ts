import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type Command, useCommands } from '../features/commands/registry.ts'
import { goToStep } from '../features/welcome/welcome-step.ts'
import { libraryRoute, navigate } from '../route.ts'
import { switchPane } from './drawers.ts'

/** Commands that show and hide the panes, and lead back to the first run. */
export function useFrameCommands(hasPanel: boolean) {
  const { t } = useTranslation()
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          id: 'frame.sidebar',
          group: 'app',
          title: t('frame.switchSidebar'),
          keys: 'Mod+B',
          run: () => switchPane('sidebar'),
        },
        {
          id: 'frame.panel',
          group: 'app',
          title: t('frame.switchPanel'),
          keys: 'Mod+.',
          isDisabled: !hasPanel,
          run: () => switchPane('panel'),
        },
        {
          id: 'frame.welcome',
          group: 'app',
          title: t('welcome.again'),
          run: () => {
            goToStep('folders')
            navigate(libraryRoute)
          },
        },
      ],
      [t, hasPanel],
    ),
  )
}
