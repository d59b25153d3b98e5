import './disclosure.css'
import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  Disclosure as AriaDisclosure,
  DisclosurePanel,
  Heading,
} from 'react-aria-components'
import { Icon } from './icon.tsx'

interface DisclosureProps {
  title: string
  /** Rank of the heading that opens it. */
  level: 2 | 3
  /** Shown beside the title, open or not. */
  aside?: ReactNode
  open?: boolean
  /** For those who keep it open or shut themselves, instead of `open`. */
  state?: { isOpen: boolean; onChange: (isOpen: boolean) => void }
  children: ReactNode
}

/** A part that can be folded away under its heading. */
export function Disclosure({
  title,
  level,
  aside,
  open = false,
  state,
  children,
}: DisclosureProps) {
  return (
    <AriaDisclosure
      className="disclosure"
      {...(state
        ? { isExpanded: state.isOpen, onExpandedChange: state.onChange }
        : { defaultExpanded: open })}
    >
      <Heading level={level} className="disclosure-head">
        <AriaButton slot="trigger" className="disclosure-button">
          <Icon name="chevron" size={14} />
          <span>{title}</span>
          {aside}
        </AriaButton>
      </Heading>
      <DisclosurePanel className="disclosure-panel">{children}</DisclosurePanel>
    </AriaDisclosure>
  )
}
