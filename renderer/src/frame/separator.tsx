import './separator.css'
import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { type Pane, paneWidths, resizePane, usePane } from './layout.ts'

interface SeparatorProps {
  pane: Pane
  label: string
  /** Id of the pane it resizes. */
  controls: string
}

/** Pixels by which an arrow key, and one with Shift, moves it. */
const step = 12
const bigStep = 60

/**
 * The edge between a pane and the main part, dragged or moved by arrow keys. The sidebar grows towards the end of the
 * line, the panel towards its start; a double click gives it its usual width.
 */
export function Separator({ pane, label, controls }: SeparatorProps) {
  const { width } = usePane(pane)
  const drag = useRef<{ from: number; width: number }>(undefined)
  const { least, usual, most } = paneWidths[pane]

  /** 1 where moving right makes the pane wider. */
  function growth(element: Element): 1 | -1 {
    const leftToRight = getComputedStyle(element).direction !== 'rtl'
    return leftToRight === (pane === 'sidebar') ? 1 : -1
  }
  function onPointerDown(event: PointerEvent<HTMLDivElement>) {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    drag.current = { from: event.clientX, width }
  }
  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    if (!drag.current) return
    const moved = event.clientX - drag.current.from
    resizePane(pane, drag.current.width + moved * growth(event.currentTarget))
  }
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const by = (event.shiftKey ? bigStep : step) * growth(event.currentTarget)
    const widths: Record<string, number> = {
      ArrowRight: width + by,
      ArrowLeft: width - by,
      Home: least,
      End: most,
      Enter: usual,
    }
    const wanted = widths[event.key]
    if (wanted === undefined) return
    event.preventDefault()
    resizePane(pane, wanted)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved
    <div
      role="separator"
      className="separator"
      tabIndex={0}
      aria-label={label}
      aria-controls={controls}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        drag.current = undefined
      }}
      onPointerCancel={() => {
        drag.current = undefined
      }}
      onDoubleClick={() => resizePane(pane, usual)}
      onKeyDown={onKeyDown}
    />
  )
}
