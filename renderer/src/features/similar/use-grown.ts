import { useEffect, useState } from 'react'
import { useStatus } from '../../status.ts'
import { hasGrown } from './has-grown.ts'

interface Answer {
  data: { blend: number; epoch: number; size: number } | undefined
  dataUpdatedAt: number
}

/** Whether more tracks can be compared than when an answer was given. */
export function useGrown({ data, dataUpdatedAt }: Answer): boolean {
  const space = useStatus((status) => status.similar)
  const listened = useStatus((status) => status.modeTracks)
  const [then, setThen] = useState({ at: 0, listened: 0 })
  useEffect(() => {
    if (listened !== undefined && then.at !== dataUpdatedAt)
      setThen({ at: dataUpdatedAt, listened })
  }, [dataUpdatedAt, listened, then])
  if (!data || !space || listened === undefined || then.at !== dataUpdatedAt) return false
  return hasGrown(data, { ...space, listened }, then.listened)
}
