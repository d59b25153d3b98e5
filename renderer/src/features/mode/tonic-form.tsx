import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ModePicture } from '../../../../contract/mode.ts'
import { engine, queries } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { formatDecimal } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/fields.tsx'
import { toast } from '../../ui/toast.tsx'
import { nearestNote, signedCents } from './note-name.ts'
import { readTonic } from './read-tonic.ts'

type Analysis = NonNullable<ModePicture['analysis']>

interface TonicFormProps {
  trackId: number
  tonic: NonNullable<Analysis['tonic']>
  range: Analysis['range']
}

/** From these on a tonic that was heard is clear, or fairly so. */
const clear = 0.8
const fair = 0.5

/** Where the tonic is, how surely, and the user's word on it; and how far the melody reaches. */
export function TonicForm({ trackId, tonic, range }: TonicFormProps) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const confidence =
    tonic.confidence >= clear ? 'clear' : tonic.confidence >= fair ? 'fair' : 'vague'

  async function give(hz: number | null) {
    const before = tonic.givenByUser ? tonic.hz : null
    try {
      await engine.mode.setTonic({ trackId, hz })
      toast({
        title: t(hz === null ? 'tonic.takenBack' : 'tonic.set'),
        action: { label: t('undo'), run: () => void give(before) },
      })
      setText('')
      setError(undefined)
    } catch (reason) {
      setError(failureOf(reason).detail)
    }
    await cache.invalidateQueries({ queryKey: queries.mode.key() })
  }
  function onSubmit(event: FormEvent) {
    event.preventDefault()
    const hz = readTonic(text)
    if (hz === null) setError(t('tonic.unreadable'))
    else void give(hz)
  }

  return (
    <section className="card mode-card" aria-label={t('tonic.name')}>
      <h2>{t('tonic.name')}</h2>
      <dl className="facts number">
        <dt>{t('tonic.tonic')}</dt>
        <dd>
          <strong>
            {[tonic.note, signedCents(tonic.centsFromNote)].filter(Boolean).join(' ')}
          </strong>{' '}
          <span className="soft">{t('tonic.hertz', { hz: formatDecimal(tonic.hz, 1) })}</span>
        </dd>
        <dt>{t('tonic.certainty')}</dt>
        <dd>{t(tonic.givenByUser ? 'tonic.byYou' : `tonic.${confidence}`)}</dd>
        {range && (
          <>
            <dt>{t('tonic.range')}</dt>
            <dd>
              {t('tonic.rangeFromTo', {
                lowest: nearestNote(range.lowest).name,
                highest: nearestNote(range.highest).name,
                lowestHz: Math.round(range.lowest),
                highestHz: Math.round(range.highest),
              })}
            </dd>
          </>
        )}
      </dl>
      <form className="tonic-form" onSubmit={onSubmit}>
        <TextField
          label={t('tonic.yours')}
          description={t('tonic.yoursWords')}
          placeholder={t('tonic.example')}
          value={text}
          error={error}
          onChange={(value) => {
            setText(value)
            setError(undefined)
          }}
        />
        <div className="tonic-buttons">
          <Button type="submit">{t('tonic.use')}</Button>
          {tonic.givenByUser && (
            <Button variant="quiet" onPress={() => void give(null)}>
              {t('tonic.takeBack')}
            </Button>
          )}
        </div>
      </form>
    </section>
  )
}
