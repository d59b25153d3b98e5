import { useEffect, useState } from 'react'
import type { KeptModel } from '../../../../contract/model.ts'
import { useStatus } from '../../status.ts'
import { answerOf, hasGrown } from './has-grown.ts'

interface Answer {
  data: { blend: number; epoch: number; size: number; modelId: string | null } | undefined
  dataUpdatedAt: number
}

/** Whether more tracks can be compared than when an answer was given by the model `asked` for. */
export function useGrown(
  { data, dataUpdatedAt }: Answer,
  asked: string | null,
  kept: readonly KeptModel[],
): boolean {
  const now = useStatus(({ similar, modeTracks, analysedTracks }) => ({
    epoch: similar.epoch,
    size: similar.size,
    listened: modeTracks,
    analysed: analysedTracks,
  }))
  const [then, setThen] = useState({ at: 0, listened: 0, analysed: 0 })
  useEffect(() => {
    if (now && then.at !== dataUpdatedAt)
      setThen({ at: dataUpdatedAt, listened: now.listened, analysed: now.analysed })
  }, [dataUpdatedAt, now, then])
  if (!data || !now || then.at !== dataUpdatedAt) return false
  const of = answerOf({
    answered: data.modelId,
    asked,
    compared: kept.find(({ compared }) => compared)?.modelId,
    current: kept.find(({ current }) => current)?.modelId,
  })
  return hasGrown(data, of, now, then)
}
