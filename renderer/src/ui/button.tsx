import './button.css'
import { memo, type ReactNode } from 'react'
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Tooltip,
  TooltipTrigger,
} from 'react-aria-components'
import { Icon, type IconName } from './icon.tsx'

interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  children: ReactNode
  icon?: IconName
  variant?: 'plain' | 'primary' | 'danger' | 'quiet'
}

export function Button({ children, icon, variant = 'plain', ...props }: ButtonProps) {
  return (
    <AriaButton {...props} className={`button button-${variant}`}>
      {icon && <Icon name={icon} size={16} />}
      {children}
    </AriaButton>
  )
}

interface IconButtonProps extends Omit<AriaButtonProps, 'children' | 'className' | 'style'> {
  icon: IconName
  /** Its name: spoken, and shown as a tooltip. */
  label: string
  size?: number
  prominent?: boolean
  /** What it stands for is on. The label, or `aria-pressed`, says so too. */
  isOn?: boolean
}

/** Drawn anew only when it changes: its tooltip costs more than all else of it. */
export const IconButton = memo(ButtonOfIcon)

function ButtonOfIcon(given: IconButtonProps) {
  const { icon, label, size = 18, prominent, isOn, ...props } = given
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <AriaButton
        {...props}
        aria-label={label}
        className={['icon-button', prominent && 'icon-button-prominent', isOn && 'icon-button-on']
          .filter(Boolean)
          .join(' ')}
      >
        <Icon name={icon} size={size} />
      </AriaButton>
      <Tooltip className="tooltip" offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  )
}
