import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { ComboBox } from '../../ui/combo-box.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useTerms } from '../tags/use-terms.ts'
import { useBeginToTeach } from './begin-to-teach.ts'
import { type TeachOption, teachOptions } from './teach-options.ts'

interface TeachDialogProps {
  /** Tracks that are marked as having what is chosen. */
  trackIds: readonly number[]
  onClose: () => void
}

/** Asks what is to be taught: a name there is, or a new one. */
export function TeachDialog({ trackIds, onClose }: TeachDialogProps) {
  const { t } = useTranslation()
  const terms = useTerms()
  const { begin, beginNew } = useBeginToTeach()
  const [words, setWords] = useState('')
  const tagsOnly = trackIds.length > 0
  const options = useMemo(() => {
    const nameOfWhole = (vocabulary: Parameters<typeof terms.of>[0]) =>
      t('teach.whole', { vocabulary: t(`vocabulary.${vocabulary}`) })
    return teachOptions(terms, words, { tagsOnly, nameOfWhole }).map((option) => ({
      option,
      id: option.id,
      ...(option.kind === 'tag'
        ? { label: option.term.name, detail: t(`vocabulary.${option.term.vocabulary}`) }
        : option.kind === 'new'
          ? { label: option.name, detail: t('teach.newTag') }
          : { label: nameOfWhole(option.vocabulary), detail: t('teach.wholeHint') }),
    }))
  }, [terms, words, tagsOnly, t])

  function choose(option: TeachOption) {
    onClose()
    if (option.kind === 'new') void beginNew(option.name, trackIds)
    else if (option.kind === 'tag') void begin(option.term, option.term.name, trackIds)
    else void begin({ vocabulary: option.vocabulary, tag: null }, '')
  }

  return (
    <Dialog
      title={t('teach.dialogTitle')}
      onClose={onClose}
      actions={<Button onPress={onClose}>{t('cancel')}</Button>}
    >
      <p className="soft small">
        {tagsOnly
          ? t('teach.marksThese', { count: trackIds.length, shown: formatCount(trackIds.length) })
          : t('teach.dialogWords')}
      </p>
      <ComboBox
        label={t('teach.what')}
        placeholder={t('teach.whatHint')}
        autoFocus
        text={words}
        options={options}
        none={t('tags.noSuchName')}
        onText={setWords}
        onChoose={(id) => {
          const chosen = options.find((one) => one.id === id)
          if (chosen) choose(chosen.option)
        }}
      />
    </Dialog>
  )
}
