import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ChangeWords } from './change-words.tsx'
import { type ChangeCost, costOfChange } from './cost-of-change.ts'

/**
 * `agreed` resolves with true at once where a change to the checkpoint at a path costs nothing; else with the user's
 * answer to `dialog`, which the caller shows.
 */
export function useModelChange() {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<{ cost: ChangeCost; answer: (agreed: boolean) => void }>()

  async function agreed(path: string): Promise<boolean> {
    const cost = await costOfChange(path)
    if (!cost) return true
    return new Promise((answer) => setAsked({ cost, answer }))
  }
  function answer(agreed: boolean) {
    asked?.answer(agreed)
    setAsked(undefined)
  }

  const dialog = asked && (
    <Dialog
      title={t('change.title')}
      role="alertdialog"
      onClose={() => answer(false)}
      actions={
        <>
          <Button onPress={() => answer(false)} autoFocus>
            {t('cancel')}
          </Button>
          <Button variant="primary" onPress={() => answer(true)}>
            {t('change.confirm')}
          </Button>
        </>
      }
    >
      <ChangeWords cost={asked.cost} />
    </Dialog>
  )
  return { agreed, dialog }
}
