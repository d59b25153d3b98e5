import './menu.css'
import { type ReactNode, useRef } from 'react'
import { Menu as AriaMenu, MenuItem, Popover, Separator } from 'react-aria-components'

export interface Point {
  x: number
  y: number
}

interface ContextMenuProps {
  label: string
  at: Point
  children: ReactNode
  onClose: () => void
}

/** A menu where the pointer is; open while it is mounted. */
export function ContextMenu({ label, at, children, onClose }: ContextMenuProps) {
  const spot = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span ref={spot} className="menu-spot" style={{ left: at.x, top: at.y }} />
      <Popover
        className="menu-popover"
        aria-label={label}
        triggerRef={spot}
        isOpen
        placement="bottom start"
        offset={2}
        onOpenChange={(open) => {
          if (!open) onClose()
        }}
      >
        <AriaMenu className="menu" aria-label={label} autoFocus="first" onClose={onClose}>
          {children}
        </AriaMenu>
      </Popover>
    </>
  )
}

interface ItemProps {
  label: string
  /** The key that does the same, as people write it. */
  keys?: string
  isDisabled?: boolean
  /** The menu stays open, so that it can be chosen again. */
  stays?: boolean
  onAction: () => void
}

export function ContextMenuItem(props: ItemProps) {
  const { label, keys, isDisabled = false, stays = false, onAction } = props
  return (
    <MenuItem
      className="menu-item"
      textValue={label}
      isDisabled={isDisabled}
      shouldCloseOnSelect={!stays}
      onAction={onAction}
    >
      <span>{label}</span>
      {keys && (
        <span className="menu-keys" aria-hidden="true">
          {keys}
        </span>
      )}
    </MenuItem>
  )
}

export function ContextMenuLine() {
  return <Separator className="menu-line" />
}
