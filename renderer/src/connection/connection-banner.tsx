import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { connection } from '../client.ts'

/** A blink of the connection is nobody's business. */
const sayAfter = 1500

/** Says calmly when there is no engine to talk to. */
export function ConnectionBanner() {
  const { t } = useTranslation()
  const state = useSyncExternalStore(connection.subscribe, connection.state)
  const [late, setLate] = useState(false)
  const away = state === 'retrying' || state === 'connecting'

  useEffect(() => {
    setLate(false)
    if (!away) return
    const timer = setTimeout(() => setLate(true), sayAfter)
    return () => clearTimeout(timer)
  }, [away])

  const words =
    state === 'stopped' || state === 'refused'
      ? t(`connection.${state}`)
      : away && late
        ? t('connection.retrying')
        : ''
  return (
    <div role="status" className={words ? 'banner' : undefined}>
      {words}
    </div>
  )
}
