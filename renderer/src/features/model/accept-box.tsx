import { Checkbox } from 'react-aria-components'
import { Icon } from '../../ui/icon.tsx'

interface AcceptBoxProps {
  label: string
  isSelected: boolean
  onChange: (selected: boolean) => void
}

export function AcceptBox({ label, isSelected, onChange }: AcceptBoxProps) {
  return (
    <Checkbox className="accept-box" isSelected={isSelected} onChange={onChange}>
      <span className="accept-box-mark" aria-hidden="true">
        {isSelected && <Icon name="check" size={14} />}
      </span>
      <span>{label}</span>
    </Checkbox>
  )
}
