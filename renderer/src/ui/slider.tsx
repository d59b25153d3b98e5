import './slider.css'
import { type ReactNode, useEffect, useState } from 'react'
import {
  Slider as AriaSlider,
  Label,
  SliderFill,
  SliderOutput,
  SliderThumb,
  SliderTrack,
} from 'react-aria-components'

interface SliderProps {
  label: string
  value: number
  /** From 0 to 1, in steps of this size. */
  step: number
  /** The value in words; shown while it is dragged, too. */
  words: (value: number) => string
  /** What the two ends mean. */
  ends?: readonly [string, string]
  /** Draws the track from its start to the thumb. */
  filled?: boolean
  isDisabled?: boolean
  description?: ReactNode
  /** Called when the thumb has been let go, and for each key. */
  onChange: (value: number) => void
}

/** A share from 0 to 1. */
export function Slider(props: SliderProps) {
  const { label, value, step, words, ends, filled = false, isDisabled = false } = props
  const [dragged, setDragged] = useState(value)
  useEffect(() => setDragged(value), [value])
  return (
    <AriaSlider
      className="slider"
      minValue={0}
      maxValue={1}
      step={step}
      value={dragged}
      isDisabled={isDisabled}
      formatOptions={{ style: 'percent' }}
      onChange={setDragged}
      onChangeEnd={props.onChange}
    >
      <div className="slider-words">
        <Label className="field-label">{label}</Label>
        <SliderOutput className="slider-output small number">{words(dragged)}</SliderOutput>
      </div>
      <SliderTrack className="slider-track">
        {filled && <SliderFill className="slider-fill" />}
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
      {ends && (
        <div className="slider-ends small soft" aria-hidden="true">
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </div>
      )}
      {props.description && <p className="field-description">{props.description}</p>}
    </AriaSlider>
  )
}
