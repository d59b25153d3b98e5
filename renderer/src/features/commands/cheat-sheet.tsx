import './commands.css'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { type Command, type CommandGroup, commandGroups } from './registry.ts'
import { tableKeys } from './table-keys.ts'
import { useCommandsNow } from './use-commands-now.ts'
import { useKeysInWords } from './use-keys-in-words.ts'

/** All keys, by what they are about; can be printed. */
export function CheatSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const commands = useCommandsNow()
  const withKeys = commands.filter((command) => command.keys !== undefined)
  return (
    <Dialog
      title={t('commands.sheet')}
      wide
      onClose={onClose}
      actions={
        <>
          <Button onPress={() => window.print()}>{t('commands.print')}</Button>
          <Button variant="primary" autoFocus onPress={onClose}>
            {t('close')}
          </Button>
        </>
      }
    >
      <div className="sheet">
        <Group
          title={t('commands.group.table')}
          lines={tableKeys.map(({ keys, what }) => ({ keys, words: t(`commands.table.${what}`) }))}
        />
        {commandGroups.map((group) => (
          <Group
            key={group}
            title={t(`commands.group.${group}`)}
            lines={linesOf(withKeys, group)}
          />
        ))}
      </div>
    </Dialog>
  )
}

interface Line {
  keys: string
  words: string
}

function linesOf(commands: readonly Command[], wanted: CommandGroup): Line[] {
  return commands
    .flatMap(({ group, keys, title }) =>
      group === wanted && keys !== undefined ? [{ keys, words: title }] : [],
    )
    .sort((a, b) => a.keys.localeCompare(b.keys, 'en', { numeric: true }))
}

function Group({ title, lines }: { title: string; lines: readonly Line[] }) {
  const keysInWords = useKeysInWords()
  if (lines.length === 0) return null
  return (
    <section className="sheet-group" aria-label={title}>
      <h3>{title}</h3>
      <dl>
        {lines.map(({ keys, words }) => (
          <div key={`${keys} ${words}`} className="sheet-line">
            <dt>
              <kbd className="key">{keysInWords(keys)}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
