import { Button as AriaButton, Group, Input, Label, NumberField, Text } from 'react-aria-components'
import { Icon } from '../../ui/icon.tsx'

interface WholeNumberFieldProps {
  label: string
  description?: string
  value: number
  least: number
  most: number
  isDisabled?: boolean
  onChange: (value: number) => void
}

/** A whole number between two others, with buttons for one less and one more. */
export function WholeNumberField(props: WholeNumberFieldProps) {
  const { label, description, value, least, most, isDisabled = false, onChange } = props
  return (
    <NumberField
      className="field number-field"
      minValue={least}
      maxValue={most}
      value={value}
      isDisabled={isDisabled}
      onChange={(typed) => {
        if (Number.isInteger(typed)) onChange(typed)
      }}
    >
      <Label className="field-label">{label}</Label>
      <Group className="number-group">
        <AriaButton slot="decrement" className="icon-button">
          <Icon name="down" size={14} />
        </AriaButton>
        <Input className="field-input number" />
        <AriaButton slot="increment" className="icon-button">
          <Icon name="up" size={14} />
        </AriaButton>
      </Group>
      {description && (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      )}
    </NumberField>
  )
}
