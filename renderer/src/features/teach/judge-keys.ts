import { useEffect, useRef } from 'react'
import { isPressed } from '../commands/keys.ts'
import type { Judgement } from './judging.ts'

type JudgeAct = Judgement | 'undo'

/** Letters as they are printed on the keys. */
export const judgeKeys = {
  confirmed: 'Y',
  rejected: 'N',
  skipped: 'S',
  undo: 'U',
} as const satisfies Record<JudgeAct, string>

const acts = ['confirmed', 'rejected', 'skipped', 'undo'] as const

type Pressed = Parameters<typeof isPressed>[1]

/** What a key says of the track that is asked about. */
export function judgementOfKey(pressed: Pressed): JudgeAct | undefined {
  return acts.find((act) => isPressed(judgeKeys[act], pressed))
}

/** Where letters mean something else. */
const elsewhere = 'input:not([type=range], [type=checkbox]), textarea, [role=menu], [role=listbox]'

/**
 * Hears the keys of the answers wherever the focus is, before the keys of commands: `onAct` answers whether the key meant
 * something.
 */
export function useJudgeKeys(onAct: (act: JudgeAct) => boolean) {
  const latest = useRef(onAct)
  latest.current = onAct
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing) return
      if (document.querySelector('.dialog-overlay, .drawer-overlay')) return
      if (event.target instanceof Element && event.target.closest(elsewhere)) return
      const act = judgementOfKey(event)
      if (!act || !latest.current(act)) return
      event.preventDefault()
    }
    // Commands listen on the document, which hears of it after this.
    document.body.addEventListener('keydown', onKeyDown)
    return () => document.body.removeEventListener('keydown', onKeyDown)
  }, [])
}
