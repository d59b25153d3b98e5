import './dialog.css'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './button.tsx'

interface DialogProps {
  title: string
  children: ReactNode
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode
  wide?: boolean
  /** `alertdialog` for questions that must be answered. */
  role?: 'dialog' | 'alertdialog'
  onClose: () => void
}

/** Open while it is mounted; Escape and a click outside close it. */
export function Dialog({ title, children, actions, wide, role, onClose }: DialogProps) {
  return (
    <ModalOverlay
      className="dialog-overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={wide ? 'dialog dialog-wide' : 'dialog'}>
        <AriaDialog className="dialog-content" {...(role ? { role } : {})}>
          <Heading slot="title" level={2} className="dialog-title">
            {title}
          </Heading>
          {/* A form around the dialog is not its parent on the screen, but is to React's events. */}
          <div className="dialog-body" onSubmit={(event) => event.stopPropagation()}>
            {children}
          </div>
          {actions && <div className="dialog-actions">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

interface ConfirmProps {
  title: string
  children: ReactNode
  cancel: string
  confirm: string
  onConfirm: () => void
  onClose: () => void
}

export function ConfirmDialog(props: ConfirmProps) {
  const { title, children, cancel, confirm, onConfirm, onClose } = props
  return (
    <Dialog
      title={title}
      role="alertdialog"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose} autoFocus>
            {cancel}
          </Button>
          <Button
            variant="danger"
            onPress={() => {
              onConfirm()
              onClose()
            }}
          >
            {confirm}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
