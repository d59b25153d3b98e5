import { expect, test } from 'vitest'
import type { NextTrack } from '../../../../contract/head.ts'
import { judged, nothingJudged, offered, passedBy, tookBack } from './judging.ts'

const next = (id: number) => ({ track: { id }, probability: 0.5, why: 'uncertain' }) as NextTrack
const tracks = [next(1), next(2), next(3)]
const asking = (state: ReturnType<typeof offered>) => state.asked?.track.id

test('the track in question stays when other ones come', () => {
  const first = offered(nothingJudged, tracks)
  expect(asking(first)).toBe(1)
  expect(asking(offered(first, [next(9), next(1)]))).toBe(1)
})

test('of the track in question the latest is told', () => {
  const later = { ...next(1), probability: 0.9 }
  expect(offered(offered(nothingJudged, tracks), [next(9), later]).asked?.probability).toBe(0.9)
})

test('what was judged or skipped is not asked about again', () => {
  const second = offered(judged(offered(nothingJudged, tracks), 'confirmed'), tracks)
  expect(asking(second)).toBe(2)
  const third = offered(judged(second, 'skipped'), tracks)
  expect(asking(third)).toBe(3)
  expect(asking(offered(judged(third, 'rejected'), tracks))).toBeUndefined()
})

test('what is taken back is asked about again, the last one first', () => {
  let state = offered(nothingJudged, tracks)
  for (const judgement of ['confirmed', 'rejected'] as const)
    state = offered(judged(state, judgement), tracks)
  const back = tookBack(state)
  expect(asking(back)).toBe(2)
  expect(asking(tookBack(back))).toBe(1)
  expect(tookBack(nothingJudged)).toBe(nothingJudged)
  expect(asking(offered(judged(back, 'confirmed'), tracks))).toBe(3)
})

test('what was judged elsewhere is not asked about', () => {
  const state = passedBy(offered(nothingJudged, tracks), [1, 2])
  expect(asking(state)).toBeUndefined()
  expect(asking(offered(state, tracks))).toBe(3)
})
