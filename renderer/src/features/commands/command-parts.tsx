import { type ComponentType, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CommandKeys } from './command-keys.tsx'
import { closeCommands, openCommands, useOpenCommands } from './open-commands.ts'
import { type Command, useCommands } from './registry.ts'

type Part = ComponentType<{ onClose: () => void }>

const loadPalette = () => import('./palette.tsx').then(({ Palette }): Part => Palette)
const loadSheet = () => import('./cheat-sheet.tsx').then(({ CheatSheet }): Part => CheatSheet)
/** Milliseconds after which what may be opened is fetched. */
const soon = 2000

/** The keys of all commands, the palette that finds them, and the list of keys. */
export function CommandParts() {
  const { t } = useTranslation()
  const open = useOpenCommands()
  const Palette = usePart(loadPalette, open === 'palette')
  const CheatSheet = usePart(loadSheet, open === 'sheet')
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
      {open === 'palette' && Palette && <Palette onClose={closeCommands} />}
      {open === 'sheet' && CheatSheet && <CheatSheet onClose={closeCommands} />}
    </>
  )
}

/** A part whose code is fetched before it is wanted, so that it opens in the same step and no letter typed after is lost. */
function usePart(load: () => Promise<Part>, isWanted: boolean): Part | undefined {
  const [part, setPart] = useState<Part>()
  useEffect(() => {
    if (part) return
    const timer = setTimeout(
      () => void load().then((loaded) => setPart(() => loaded)),
      isWanted ? 0 : soon,
    )
    return () => clearTimeout(timer)
  }, [load, isWanted, part])
  return part
}
