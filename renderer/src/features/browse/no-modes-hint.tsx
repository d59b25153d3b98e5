import { useTranslation } from 'react-i18next'
import type { BrowseCounts } from '../../../../contract/browse.ts'
import { navigate } from '../../route.ts'
import { Button } from '../../ui/button.tsx'
import { modeVocabularies } from '../tags/terms.ts'

/** Says why no mode can be chosen while there are tracks: nothing tells their tradition. */
export function NoModesHint({ counts }: { counts: BrowseCounts }) {
  const { t } = useTranslation()
  const unknown = counts.traditions.find(({ tradition }) => tradition === 'unknown')?.tracks ?? 0
  const modes = counts.tags.some(({ vocabulary }) =>
    modeVocabularies.some((mode) => mode === vocabulary),
  )
  if (modes || unknown === 0 || counts.total === 0) return null
  return (
    <aside className="hint browse-hint" aria-label={t('browse.noModesName')}>
      <p>{t('browse.noModes')}</p>
      <Button onPress={() => navigate({ page: 'settings' })}>{t('browse.chooseTradition')}</Button>
    </aside>
  )
}
