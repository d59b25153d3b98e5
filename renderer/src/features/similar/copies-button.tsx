import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format.ts'
import { Icon } from '../../ui/icon.tsx'
import type { Neighbour } from './neighbour-columns.tsx'

interface CopiesButtonProps {
  neighbour: Pick<Neighbour, 'track' | 'copies'>
  isOpen: boolean
  /** Reached by Tab; in a list the list has the focus, and the arrow keys do the same. */
  inTabOrder?: boolean
  onPress: () => void
}

/** How many more copies of a recording there are; shows and hides them. */
export function CopiesButton({ neighbour, isOpen, inTabOrder, onPress }: CopiesButtonProps) {
  const { t } = useTranslation()
  const { track, copies } = neighbour
  const count = { count: copies.length, shown: formatCount(copies.length) }
  return (
    <Button
      className="copies-button small"
      aria-label={t('similar.showCopies', { ...count, title: track.title })}
      aria-expanded={isOpen}
      excludeFromTabOrder={!inTabOrder}
      onPress={onPress}
    >
      {t('similar.moreCopies', count)}
      <Icon name="chevron" size={12} />
    </Button>
  )
}
