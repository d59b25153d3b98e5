import './chips.css'
import { useId } from 'react'
import {
  Button as AriaButton,
  Tag,
  TagGroup,
  TagList,
  ToggleButton,
  ToggleButtonGroup,
} from 'react-aria-components'
import { Icon } from './icon.tsx'

export interface Chip {
  id: string
  name: string
  /** What its button is called. */
  removeLabel: string
  onRemove: () => void
}

/** What was chosen, each to be taken out again: by its button, or Delete. */
export function Chips({ label, chips }: { label: string; chips: readonly Chip[] }) {
  return (
    <TagGroup
      aria-label={label}
      onRemove={(keys) => {
        for (const chip of chips) if (keys.has(chip.id)) chip.onRemove()
      }}
    >
      <TagList className="chips" items={chips}>
        {({ name, removeLabel }) => (
          <Tag className="chip" textValue={name}>
            <span className="clip">{name}</span>
            <AriaButton slot="remove" className="chip-remove" aria-label={removeLabel}>
              <Icon name="close" size={12} />
            </AriaButton>
          </Tag>
        )}
      </TagList>
    </TagGroup>
  )
}

interface ToggleChipsProps<Value extends string> {
  label: string
  values: readonly Value[]
  options: readonly { value: Value; label: string; title?: string }[]
  onChange: (values: Value[]) => void
}

/** Any of a few, all of them visible. */
export function ToggleChips<Value extends string>(props: ToggleChipsProps<Value>) {
  const { label, values, options, onChange } = props
  const id = useId()
  return (
    <div className="toggle-chips">
      <span id={id} className="field-label">
        {label}
      </span>
      <ToggleButtonGroup
        className="chips"
        aria-labelledby={id}
        selectionMode="multiple"
        selectedKeys={values}
        onSelectionChange={(keys) =>
          onChange(options.map(({ value }) => value).filter((value) => keys.has(value)))
        }
      >
        {options.map(({ value, label: name, title }) => (
          <ToggleButton key={value} id={value} className="toggle-chip">
            <span title={title}>{name}</span>
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  )
}
