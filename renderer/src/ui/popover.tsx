import './popover.css'
import type { ReactNode } from 'react'
import { Dialog, DialogTrigger, Popover } from 'react-aria-components'
import { Button } from './button.tsx'
import type { IconName } from './icon.tsx'

interface PopoverButtonProps {
  /** What the button says, and what the popover is called. */
  label: string
  icon?: IconName
  children: ReactNode
}

/** A button that opens something beside itself; Escape and a click elsewhere close it. */
export function PopoverButton({ label, icon, children }: PopoverButtonProps) {
  return (
    <DialogTrigger>
      <Button {...(icon ? { icon } : {})}>{label}</Button>
      <Popover className="popover" placement="bottom start" offset={6}>
        <Dialog className="popover-content" aria-label={label}>
          {children}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
