import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { NextTrack } from '../../../../contract/head.ts'
import type { TagRef } from '../../../../contract/tag.ts'
import { engine, queries } from '../../client.ts'
import { tellFailure } from '../../failure.ts'
import { playFrom, usePlayer } from '../player/player-store.ts'
import {
  type Judgement,
  type Judging,
  judged,
  nothingJudged,
  offered,
  passedBy,
  tookBack,
} from './judging.ts'

const none: readonly NextTrack[] = []
/** Tracks that are asked for at once, so that the next one is there in the same moment. */
const ahead = 12

/** The tracks to judge next, one after the other, and the user's word on them. */
export function useJudging(tag: TagRef) {
  const { vocabulary, tag: id } = tag
  const next = useQuery(
    queries.teach.next.queryOptions({ input: { vocabulary, tag: id, count: ahead } }),
  )
  const tracks = next.data?.tracks ?? none
  const [state, setState] = useState<Judging>(nothingJudged)
  /** What the engine made of each word, the last one last. */
  const changes = useRef<Promise<number | null>[]>([])
  useEffect(() => setState((now) => offered(now, tracks)), [tracks])

  function show(after: Judging) {
    const before = state.asked?.track.id
    const { playing, track } = usePlayer.getState()
    setState(after)
    // Who judges by ear goes on hearing.
    if (playing && track?.id === before && after.asked)
      void playFrom(after.asked.track, [after.asked.track.id])
  }

  async function say(trackId: number, said: 'confirmed' | 'rejected'): Promise<number | null> {
    try {
      const { change } = await engine.tag.decide({
        trackIds: [trackId],
        decisions: [{ vocabulary, tag: id, state: said }],
      })
      return change
    } catch (error) {
      tellFailure(error)
      return null
    }
  }

  function judge(judgement: Judgement) {
    const trackId = state.asked?.track.id
    if (trackId === undefined) return
    changes.current.push(judgement === 'skipped' ? Promise.resolve(null) : say(trackId, judgement))
    show(offered(judged(state, judgement), tracks))
  }

  async function undo() {
    const change = changes.current.pop()
    if (!change) return
    show(tookBack(state))
    const made = await change
    if (made !== null) await engine.tag.undo({ change: made }).catch(tellFailure)
  }

  return {
    asked: state.asked,
    judgedCount: state.judged.length,
    lastJudged: state.judged.at(-1),
    /** Whether it is known that there is nothing to ask about. */
    isEmpty: next.data !== undefined && !next.isFetching && state.asked === undefined,
    error: next.error,
    judge,
    undo: () => void undo(),
    /** These tracks were judged elsewhere. */
    passBy: (trackIds: readonly number[]) =>
      setState((now) => offered(passedBy(now, trackIds), tracks)),
  }
}

export type JudgingTracks = ReturnType<typeof useJudging>
