import { create } from 'zustand'
import type { BrowseFilter } from '../../../../contract/browse.ts'
import type { SimilarFilterPart } from '../../../../contract/similar.ts'
import type { TagRef } from '../../../../contract/tag.ts'
import type { TraditionValue } from '../browse/filter.ts'

/** Which similar tracks are shown. */
export interface ChosenFilter {
  folderIds: readonly number[]
  traditions: readonly TraditionValue[]
  tags: readonly TagRef[]
  /** Seconds. */
  minDuration: number | null
  maxDuration: number | null
  /** At most so many of one artist; `few` where that leaves enough to look through, else any number. */
  perArtist: number | 'few' | null
  otherTraditions: boolean
  withoutMissing: boolean
  /** Copies of one recording are one row. */
  fold: boolean
}

export const noFilter: ChosenFilter = {
  folderIds: [],
  traditions: [],
  tags: [],
  minDuration: null,
  maxDuration: null,
  perArtist: null,
  otherTraditions: false,
  withoutMissing: false,
  fold: true,
}

/** How many are few of one artist: a page full of one tells little that is new. */
export const fewOfOneArtist = 3

/** The filter of the page, while it lives: the next question is asked with it, too. */
export const useSimilarFilter = create<ChosenFilter>(() => ({
  ...noFilter,
  perArtist: 'few',
}))

export function changeFilter(changes: Partial<ChosenFilter>) {
  useSimilarFilter.setState(changes)
}

export interface AskedFilter {
  folderIds?: number[]
  browse?: Pick<BrowseFilter, 'traditions' | 'tags'>
  minDuration?: number
  maxDuration?: number
  perArtist?: number
  otherTraditions?: boolean
  withoutMissing?: boolean
}

/** What is asked of the engine; `few` of an artist are asked for as such. */
export function askedFilter(chosen: ChosenFilter): { filter: AskedFilter; fold: boolean } {
  const { folderIds, traditions, tags, minDuration, maxDuration, perArtist } = chosen
  const browse = traditions.length + tags.length > 0
  return {
    fold: chosen.fold,
    filter: {
      ...(folderIds.length > 0 ? { folderIds: [...folderIds] } : {}),
      ...(browse ? { browse: { traditions: [...traditions], tags: [...tags] } } : {}),
      ...(minDuration === null ? {} : { minDuration }),
      ...(maxDuration === null ? {} : { maxDuration }),
      ...(perArtist === null
        ? {}
        : { perArtist: perArtist === 'few' ? fewOfOneArtist : perArtist }),
      ...(chosen.otherTraditions ? { otherTraditions: true } : {}),
      ...(chosen.withoutMissing ? { withoutMissing: true } : {}),
    },
  }
}

/** What takes a part of the filter back. */
export const loosened: Record<SimilarFilterPart, Partial<ChosenFilter>> = {
  folders: { folderIds: [] },
  traditions: { traditions: [] },
  tags: { tags: [] },
  artists: {},
  unsure: {},
  duration: { minDuration: null, maxDuration: null },
  otherTraditions: { otherTraditions: false },
  withoutMissing: { withoutMissing: false },
}
