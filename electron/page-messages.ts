import { isPageToShell, type PageToShell } from '../contract/shell-messages.ts'
import { isTrustedSender, type SenderFrame } from './port-handover.ts'

/** For each type of message, what is done with it; `sender` is the page it came from. */
export type PageMessageHandlers<Sender> = {
  [Type in PageToShell['type']]: (
    message: Extract<PageToShell, { type: Type }>,
    sender: Sender,
  ) => void
}

/** Hands every well-formed message of the app's own top frame to its handler, and drops all others. */
export function receivePageMessage<Sender>(
  frame: SenderFrame | null,
  sender: Sender,
  message: unknown,
  handlers: PageMessageHandlers<Sender>,
): void {
  if (!isTrustedSender(frame) || !isPageToShell(message)) return
  // The table holds for each type the handler of that type.
  const handle = handlers[message.type] as (message: PageToShell, sender: Sender) => void
  handle(message, sender)
}
