import { lazy, Suspense, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { CommandKeys } from './command-keys.tsx'
import { closeCommands, openCommands, useOpenCommands } from './open-commands.ts'
import { type Command, useCommands } from './registry.ts'

const loadPalette = async () => ({ default: (await import('./palette.tsx')).Palette })
const Palette = lazy(loadPalette)
const CheatSheet = lazy(async () => ({ default: (await import('./cheat-sheet.tsx')).CheatSheet }))

/** The keys of all commands, the palette that finds them, and the list of keys. */
export function CommandParts() {
  const { t } = useTranslation()
  const open = useOpenCommands()
  useEffect(fetchSoon, [])
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          id: 'help.palette',
          group: 'app',
          title: t('commands.palette'),
          keys: 'Mod+K',
          run: () => openCommands('palette'),
        },
        {
          id: 'help.keys',
          group: 'app',
          title: t('commands.sheet'),
          keys: '?',
          run: () => openCommands('sheet'),
        },
      ],
      [t],
    ),
  )
  return (
    <>
      <CommandKeys />
      <Suspense>
        {open === 'palette' && <Palette onClose={closeCommands} />}
        {open === 'sheet' && <CheatSheet onClose={closeCommands} />}
      </Suspense>
    </>
  )
}

/** So that the first letters typed after its keys are not lost. */
function fetchSoon() {
  const timer = setTimeout(loadPalette, 2000)
  return () => clearTimeout(timer)
}
