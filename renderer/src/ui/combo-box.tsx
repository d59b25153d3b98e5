import './option-list.css'
import type { ReactNode } from 'react'
import {
  ComboBox as AriaComboBox,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
} from 'react-aria-components'

export interface ComboOption {
  id: string
  label: string
  /** Said beside the label, softly. */
  detail?: string
}

interface ComboBoxProps {
  label: string
  placeholder?: string
  autoFocus?: boolean
  /** What is typed. */
  text: string
  /** What fits what is typed, best first. */
  options: readonly ComboOption[]
  /** Said when nothing fits. */
  none: ReactNode
  onText: (text: string) => void
  onChoose: (id: string) => void
}

/** Types a few letters and chooses one of what fits them, by Enter the best; the caller says what fits. */
export function ComboBox(props: ComboBoxProps) {
  const { label, placeholder, autoFocus = false, text, options, none, onText, onChoose } = props
  return (
    <AriaComboBox
      className="combo"
      items={options}
      inputValue={text}
      value={null}
      autoFocus={autoFocus}
      allowsEmptyCollection
      onInputChange={onText}
      onChange={(id) => {
        // Nothing was chosen: what was typed goes, or it would open the list again.
        if (id === null) onText('')
        else onChoose(String(id))
      }}
    >
      <Label className="field-label">{label}</Label>
      <Input
        className="field-input"
        spellCheck={false}
        onKeyDownCapture={(event) => {
          const [best] = options
          const isMarked = event.currentTarget.hasAttribute('aria-activedescendant')
          if (event.key !== 'Enter' || isMarked || text.trim() === '' || !best) return
          event.preventDefault()
          event.stopPropagation()
          onChoose(best.id)
        }}
        {...(placeholder === undefined ? {} : { placeholder })}
      />
      <Popover className="option-popover" offset={4}>
        <ListBox<ComboOption>
          className="option-list"
          renderEmptyState={() => <p className="option-empty">{none}</p>}
        >
          {(option) => (
            <ListBoxItem
              className="option"
              textValue={option.detail ? `${option.label}, ${option.detail}` : option.label}
            >
              <span className="option-words">{option.label}</span>
              {option.detail && <span className="small soft">{option.detail}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}
