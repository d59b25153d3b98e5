import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HeadSummary } from '../../../../contract/head.ts'
import { Button } from '../../ui/button.tsx'
import { ExportPackDialog } from './export-dialog.tsx'

/** Makes a tag pack of the version of a head that is in use. `name` is what people call it. */
export function ExportPackButton({ head, name }: { head: HeadSummary; name: string }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  if (head.version === null) return null
  return (
    <>
      <Button icon="export" onPress={() => setAsking(true)}>
        {t('pack.export')}
      </Button>
      {asking && <ExportPackDialog head={head} name={name} onClose={() => setAsking(false)} />}
    </>
  )
}
