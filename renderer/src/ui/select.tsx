import './option-list.css'
import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  Select as AriaSelect,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
  Text,
} from 'react-aria-components'
import { Icon } from './icon.tsx'

interface SelectProps<Value extends string> {
  label: string
  /** The label is beside the box, or only spoken. */
  labelPlace?: 'above' | 'beside'
  value: Value
  options: readonly { value: Value; label: string }[]
  description?: ReactNode
  onChange: (value: Value) => void
}

/** One of several, the others out of sight until they are asked for. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, labelPlace = 'above', value, options, description, onChange } = props
  return (
    <AriaSelect
      className={labelPlace === 'beside' ? 'select select-beside' : 'select'}
      value={value}
      onChange={(chosen) => {
        const option = options.find((candidate) => candidate.value === chosen)
        if (option && option.value !== value) onChange(option.value)
      }}
    >
      <Label className="field-label">{label}</Label>
      <AriaButton className="button select-button">
        <SelectValue className="clip" />
        <Icon name="chevron" size={14} />
      </AriaButton>
      {description && (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      )}
      <Popover className="option-popover" offset={4}>
        <ListBox className="option-list" items={options}>
          {(option) => (
            <ListBoxItem id={option.value} className="option" textValue={option.label}>
              {({ isSelected }) => (
                <>
                  <span className="option-mark">
                    {isSelected && <Icon name="check" size={14} />}
                  </span>
                  <span>{option.label}</span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
