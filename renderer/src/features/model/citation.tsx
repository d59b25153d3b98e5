import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { tellFailure } from '../../failure.ts'
import { Button } from '../../ui/button.tsx'

/** How the model is cited, to read and to copy. */
export function Citation({ text }: { text: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch (error) {
      tellFailure(error)
    }
  }
  return (
    <div className="citation">
      <p className="small">{text}</p>
      <Button onPress={() => void copy()}>{t('get.copy')}</Button>
      <span className="small soft" role="status">
        {copied && t('get.copied')}
      </span>
    </div>
  )
}
