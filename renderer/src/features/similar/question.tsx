import { useTranslation } from 'react-i18next'
import type { KeptModel } from '../../../../contract/model.ts'
import type { SimilarSeed } from '../../../../contract/similar.ts'
import type { TrackRow } from '../../../../contract/track.ts'
import { navigate } from '../../route.ts'
import { BlendSlider, likenessOf } from './blend-slider.tsx'
import { chooseModel } from './chosen-model.ts'
import { ModelSelect } from './model-select.tsx'
import { PlayListContext } from './play-button.tsx'
import { Seed } from './seed.tsx'
import { SeveralSeeds } from './several-seeds.tsx'

interface QuestionProps {
  trackIds: readonly number[]
  /** As answered; undefined before there is an answer. */
  seeds: readonly SimilarSeed[] | undefined
  /** The first of them, known before there is an answer. */
  first: TrackRow
  /** As asked, and as answered where the engine chose. */
  blend: number | null
  shownBlend: number
  spaces: { sound: boolean; mode: boolean } | undefined
  /** More than one model to ask by, and which is asked. */
  models: readonly KeptModel[] | undefined
  modelId: string | undefined
  /** Ids of the tracks that playing a seed goes on with. */
  playList: readonly number[]
}

/** What similar tracks are asked about, and by what they are compared. */
export function Question(props: QuestionProps) {
  const { trackIds, seeds, first, blend, shownBlend, spaces, models, modelId, playList } = props
  const { t } = useTranslation()
  const words = t(`similar.question.${likenessOf(shownBlend)}`)
  return (
    <div className="similar-question">
      <PlayListContext value={playList}>
        {seeds && seeds.length > 1 ? (
          <SeveralSeeds
            seeds={seeds}
            words={words}
            onRemove={(trackId) =>
              navigate({
                page: 'similar',
                trackIds: trackIds.filter((id) => id !== trackId),
                blend,
              })
            }
          />
        ) : (
          <Seed track={first} copies={seeds?.[0]?.copies ?? []} words={words} />
        )}
      </PlayListContext>
      <BlendSlider
        value={shownBlend}
        spaces={spaces}
        onChange={(value) =>
          navigate({ page: 'similar', trackIds, blend: value }, { replace: true })
        }
      />
      {models && modelId !== undefined && (
        <ModelSelect
          models={models}
          modelId={modelId}
          idle={shownBlend === 1}
          onChange={chooseModel}
        />
      )}
    </div>
  )
}
