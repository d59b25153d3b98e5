import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KeptModel } from '../../../../contract/model.ts'
import { engine } from '../../client.ts'
import { failureOf } from '../../failure.ts'
import { formatCount, formatDecimal } from '../../format.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'

/** Nearest tracks of each that are compared. */
const nearest = 10

interface AgreementProps {
  /** Those that have heard tracks, two at least. */
  models: readonly KeptModel[]
  /** Tells models of one name apart. */
  words: (model: KeptModel) => string
}

/** How far two models agree on what sounds alike. */
export function Agreement({ models, words }: AgreementProps) {
  const { t } = useTranslation()
  const [pair, setPair] = useState<readonly [string?, string?]>([])
  const [asking, setAsking] = useState(false)
  const [answer, setAnswer] = useState('')
  const [error, setError] = useState<string>()

  const one = models.find((model) => model.modelId === pair[0]) ?? models[0]
  const others = models.filter((model) => model !== one)
  const other = others.find((model) => model.modelId === pair[1]) ?? others[0]
  if (!one || !other) return null
  const modelIds: [string, string] = [one.modelId, other.modelId]

  function choose(first: string, second: string) {
    setPair([first, second])
    setAnswer('')
    setError(undefined)
  }
  async function ask() {
    setAsking(true)
    setAnswer('')
    setError(undefined)
    try {
      const { agreement, sample, tracks } = await engine.model.agreement({ modelIds })
      setAnswer(
        t('agreement.answer', {
          shared: formatDecimal(agreement * nearest, 1),
          sample: formatCount(sample),
          tracks: formatCount(tracks),
        }),
      )
    } catch (reason) {
      setError(failureOf(reason).detail)
    }
    setAsking(false)
  }
  const option = (model: KeptModel) => ({
    value: model.modelId,
    label: t('agreement.named', { name: model.name, words: words(model) }),
  })

  return (
    <div className="agreement">
      {models.length > 2 && (
        <div className="model-buttons">
          <Select
            label={t('agreement.one')}
            value={one.modelId}
            options={models.map(option)}
            onChange={(modelId) => choose(modelId, other.modelId)}
          />
          <Select
            label={t('agreement.other')}
            value={other.modelId}
            options={others.map(option)}
            onChange={(modelId) => choose(one.modelId, modelId)}
          />
        </div>
      )}
      <div className="model-buttons">
        <Button isDisabled={asking} onPress={() => void ask()}>
          {t('agreement.ask')}
        </Button>
      </div>
      <p role="status">{asking ? t('agreement.asking') : answer}</p>
      {error !== undefined && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
