import { MenuItem, MenuSection } from 'react-aria-components'
import { Icon } from '../icon.tsx'
import { ContextMenu, ContextMenuItem, ContextMenuLine, type Point } from '../menu.tsx'
import type { AnyColumn } from './column.ts'

export interface ColumnWords {
  /** Names the button and the menu. */
  columns: string
  /** How the keyboard moves and sizes a column. */
  hint: string
  wider: string
  narrower: string
  fit: string
  /** Towards the start of the table. */
  back: string
  /** Towards its end. */
  forward: string
  reset: string
  widthIs(header: string, width: number): string
  /** `place` counts from 1. */
  placeIs(header: string, place: number, count: number): string
}

interface ColumnMenuProps {
  at: Point
  words: ColumnWords
  /** Those that can be chosen, in their order. */
  columns: readonly AnyColumn[]
  shown: ReadonlySet<string>
  /** The column whose head the menu belongs to. */
  column: AnyColumn | undefined
  onShown: (key: string, shown: boolean) => void
  onStep: (key: string, by: 1 | -1) => void
  onFit: (key: string) => void
  onMove: (key: string, by: 1 | -1) => void
  onReset: () => void
  onClose: () => void
}

/** Which columns there are, and what can be done with the one it was opened on. */
export function ColumnMenu(props: ColumnMenuProps) {
  const { at, words, columns, shown, column, onShown, onStep, onFit, onMove } = props
  return (
    <ContextMenu label={words.columns} at={at} onClose={props.onClose}>
      {column && (
        <>
          <ContextMenuItem stays label={words.wider} onAction={() => onStep(column.key, 1)} />
          <ContextMenuItem stays label={words.narrower} onAction={() => onStep(column.key, -1)} />
          <ContextMenuItem label={words.fit} onAction={() => onFit(column.key)} />
          <ContextMenuItem stays label={words.back} onAction={() => onMove(column.key, -1)} />
          <ContextMenuItem stays label={words.forward} onAction={() => onMove(column.key, 1)} />
          <ContextMenuLine />
        </>
      )}
      <MenuSection
        aria-label={words.columns}
        selectionMode="multiple"
        selectedKeys={shown}
        shouldCloseOnSelect={false}
        onSelectionChange={(selected) => {
          for (const { key } of columns) {
            const wanted = selected === 'all' || selected.has(key)
            if (wanted !== shown.has(key)) onShown(key, wanted)
          }
        }}
      >
        {columns.map(({ key, header, required = false }) => (
          <MenuItem
            key={key}
            id={key}
            className="menu-item menu-check"
            textValue={header}
            isDisabled={required}
          >
            <span className="menu-tick">
              <Icon name="check" size={14} />
            </span>
            <span>{header}</span>
          </MenuItem>
        ))}
      </MenuSection>
      <ContextMenuLine />
      <ContextMenuItem label={words.reset} onAction={props.onReset} />
    </ContextMenu>
  )
}
