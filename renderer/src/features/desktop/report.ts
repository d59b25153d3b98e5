import { engine } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { i18n } from '../../locales/i18n.ts'
import { toast } from '../../ui/toast.tsx'

/** Puts what the makers should know of this installation on the clipboard. */
export async function copyReport(): Promise<void> {
  const report = engine.engine.report().then(({ text }) => text)
  try {
    // The text is promised, so that the click still counts as the reason when the engine has answered.
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': report })])
    toast({ title: i18n.t('report.copied') })
  } catch (error) {
    if (
      await report.then(
        () => true,
        () => false,
      )
    )
      toast({ title: i18n.t('report.notCopied'), tone: 'bad' })
    else tellFailure(error)
  }
}

/** Shows the engine's log in its folder. */
export async function showLog(): Promise<void> {
  await engine.engine.showLog().catch(tellFailure)
}
