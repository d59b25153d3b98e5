import './fields.css'
import type { ReactNode } from 'react'
import {
  Switch as AriaSwitch,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Radio,
  RadioGroup,
  Text,
  TextArea,
} from 'react-aria-components'

interface TextFieldProps extends Omit<AriaTextFieldProps, 'children' | 'className' | 'style'> {
  label: string
  description?: ReactNode
  error?: string | undefined
  placeholder?: string
  mono?: boolean
  /** Height of a field for several lines; one line otherwise. */
  lines?: number
}

export function TextField(props: TextFieldProps) {
  const { label, description, error, placeholder, mono, lines, ...rest } = props
  const input = {
    className: mono ? 'field-input path' : 'field-input',
    spellCheck: false,
    autoComplete: 'off',
    ...(placeholder === undefined ? {} : { placeholder }),
  }
  return (
    <AriaTextField {...rest} className="field" isInvalid={error !== undefined}>
      <Label className="field-label">{label}</Label>
      {lines === undefined ? <Input {...input} /> : <TextArea {...input} rows={lines} />}
      {description && (
        <Text slot="description" className="field-description">
          {description}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </AriaTextField>
  )
}

interface SwitchProps {
  label: string
  description?: string
  isSelected: boolean
  isDisabled?: boolean
  onChange: (selected: boolean) => void
}

export function Switch({ label, description, isDisabled = false, ...choice }: SwitchProps) {
  return (
    <AriaSwitch className="switch" isDisabled={isDisabled} {...choice}>
      <span className="switch-track" aria-hidden="true">
        <span className="switch-thumb" />
      </span>
      <span className="switch-words">
        <span>{label}</span>
        {description && <span className="field-description">{description}</span>}
      </span>
    </AriaSwitch>
  )
}

interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; label: string; description?: string }[]
  onChange: (value: Value) => void
  /** In one row, as segments of one control. */
  compact?: boolean
}

/** One of a few, all of them visible. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, onChange, compact } = props
  return (
    <RadioGroup
      className={compact ? 'choice choice-compact' : 'choice'}
      value={value}
      onChange={(chosen) => {
        const option = options.find((candidate) => candidate.value === chosen)
        if (option) onChange(option.value)
      }}
    >
      <Label className="field-label">{label}</Label>
      <div className="choice-options">
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className="choice-option">
            <span className="choice-dot" aria-hidden="true" />
            <span className="switch-words">
              <span>{option.label}</span>
              {option.description && (
                <span className="field-description">{option.description}</span>
              )}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
