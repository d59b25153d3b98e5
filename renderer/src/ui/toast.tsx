import './toast.css'
import { type FocusEvent, memo, useRef } from 'react'
import {
  Button as AriaButton,
  UNSTABLE_Toast as AriaToast,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { Icon } from './icon.tsx'

interface ToastWords {
  title: string
  detail?: string | undefined
  tone: 'calm' | 'bad'
  action?: { label: string; run: () => void } | undefined
}

const queue = new ToastQueue<ToastWords>({ maxVisibleToasts: 3 })

/** Says something once. Stays longer when there is something to read or to undo. */
export function toast(words: Omit<ToastWords, 'tone'> & { tone?: ToastWords['tone'] }) {
  const timeout = words.action ? 10_000 : words.tone === 'bad' ? 12_000 : 5_000
  queue.add({ tone: 'calm', ...words }, { timeout })
}

export const Toasts = memo(Messages)

function Messages({ label, closeLabel }: { label: string; closeLabel: string }) {
  /** What had the focus before a message. */
  const before = useRef<HTMLElement | null>(null)
  function onFocus({ relatedTarget }: FocusEvent) {
    if (relatedTarget instanceof HTMLElement && !relatedTarget.closest('.toasts'))
      before.current = relatedTarget
  }
  /** Before the message goes: a region that loses its focus with a message takes it again when another one goes. */
  function giveFocusBack() {
    if (before.current?.isConnected) before.current.focus({ preventScroll: true })
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  }
  return (
    <ToastRegion queue={queue} className="toasts" aria-label={label}>
      {({ toast: shown }) => (
        <AriaToast toast={shown} className={`toast toast-${shown.content.tone}`}>
          <ToastContent className="toast-words">
            <Text slot="title" className="toast-title">
              {shown.content.title}
            </Text>
            {shown.content.detail && (
              <Text slot="description" className="toast-detail">
                {shown.content.detail}
              </Text>
            )}
          </ToastContent>
          {shown.content.action && (
            <AriaButton
              className="button button-quiet toast-action"
              onFocus={onFocus}
              onPress={() => {
                giveFocusBack()
                shown.content.action?.run()
                queue.close(shown.key)
              }}
            >
              {shown.content.action.label}
            </AriaButton>
          )}
          <AriaButton slot="close" className="icon-button" aria-label={closeLabel}>
            <Icon name="close" size={16} />
          </AriaButton>
        </AriaToast>
      )}
    </ToastRegion>
  )
}
