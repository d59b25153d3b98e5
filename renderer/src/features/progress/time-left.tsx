import { useTranslation } from 'react-i18next'
import { formatSpan } from '../../format.ts'

interface TimeLeftProps {
  /** Null while nothing is known. */
  seconds: number | null
  /** Not by what was done so far, but by what the device was measured to do. */
  guessed?: boolean
}

/** How long a job will still take, behind its other numbers. */
export function TimeLeft({ seconds, guessed = false }: TimeLeftProps) {
  const { t } = useTranslation()
  if (seconds === null) return null
  return (
    <span className="soft">
      {' · '}
      {t(guessed ? 'progress.leftAbout' : 'progress.left', { time: formatSpan(seconds) })}
    </span>
  )
}
