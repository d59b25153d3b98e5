import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format.ts'
import { useStatus } from '../../status.ts'
import { Button } from '../../ui/button.tsx'
import { listen } from '../tracks/analyse.ts'

/** How many tracks the counts cannot know of yet, and a button to have them listened to. */
export function Waiting({ waiting }: { waiting: number }) {
  const { t } = useTranslation()
  const state = useStatus((status) => status.analysis.mode.state)
  if (waiting === 0) return null
  const words = { count: waiting, shown: formatCount(waiting) }
  return (
    <div className="facet-waiting">
      <p className="small soft number">
        {t(state === 'running' ? 'browse.listening' : 'browse.notListened', words)}
      </p>
      {state === 'idle' && (
        <Button icon="mode" onPress={() => void listen(undefined)}>
          {t('browse.listenNow')}
        </Button>
      )}
    </div>
  )
}
