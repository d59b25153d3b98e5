import type { Criterion, SearchQuery, SearchState, TextField } from '../../contract/search-query.ts'
import type { Range } from '../../contract/search-values.ts'
import type { Database } from '../../native/sqlite.ts'
import { tonicHz } from '../mode/tonic-pitch.ts'
import { favouriteIds } from './favourites.ts'
import { fold } from './fold.ts'
import { fieldHolds, rarestFirst, searchField, searchWords, type Wanted } from './search.ts'
import type { SoundContext } from './sound-state.ts'
import type { TrackChanges } from './track-changes.ts'
import type { TrackFacts } from './track-facts.ts'
import type { TrackTags } from './track-index.ts'
import { trackPaths } from './track-paths.ts'
import { formatWords } from './track-rows.ts'
import type { TrackTexts } from './track-texts.ts'

interface TonicRow {
  track_id: number
  tonic: number
  lowest: number | null
  highest: number | null
  given_tonic: number | null
}

type Test = (id: number) => boolean

interface Parts {
  db: Database
  changes: TrackChanges
  tags: TrackTags
  texts: TrackTexts
  facts: TrackFacts
}

/** Fields that are parts of a track's text, by their place there. */
const places = { title: 0, artist: 1, album: 2, composer: 3 } satisfies {
  [field in TextField]?: number
}
const MILLISECONDS = 1000
const SEMITONES = 12
const CONCERT_A = 440

/** What is read again only when its state moves. */
function remembered<Value>(state: () => unknown, read: () => Value): () => Value {
  let kept: { state: unknown; value: Value } | undefined
  return () => {
    const now = state()
    if (!kept || kept.state !== now) kept = { state: now, value: read() }
    return kept.value
  }
}

/** Turns what was typed into what the index looks for. */
export function wantedTracks({ db, changes, tags, texts, facts }: Parts) {
  const paths = trackPaths(db, changes)
  const ids = (sql: string) => () => new Set(db.prepare<[], number>(sql).pluck().all())
  const marked = {
    favourite: remembered(
      () => changes.favourites,
      () => favouriteIds(db),
    ),
    missing: remembered(() => changes.marks, ids('SELECT id FROM track WHERE missing = 1')),
    damaged: remembered(() => changes.marks, ids('SELECT id FROM track WHERE damaged = 1')),
  }
  const tonics = remembered(() => changes.modes, readTonics)
  let embedded: { state: string; ids: ReadonlySet<number> } | undefined

  /** Semitones above A by track id. */
  function readTonics(): number[] {
    const notes: number[] = []
    const heard = db.prepare<[], TonicRow>(
      'SELECT track_id, tonic, lowest, highest, given_tonic FROM mode WHERE tonic IS NOT NULL',
    )
    for (const row of heard.iterate()) {
      const semitones = Math.round(SEMITONES * Math.log2(tonicHz(row.tonic, row) / CONCERT_A))
      notes[row.track_id] = ((semitones % SEMITONES) + SEMITONES) % SEMITONES
    }
    return notes
  }

  /** Tracks that the current model knows; without a model, those that any does. */
  function analysed({ modelId }: SoundContext): ReadonlySet<number> {
    const state = `${changes.sound} ${modelId}`
    if (embedded?.state !== state) {
      const known = db
        .prepare<[string | null], number>(
          'SELECT track_id FROM sound WHERE model_id = coalesce(?, model_id)',
        )
        .pluck()
        .all(modelId)
      embedded = { state, ids: new Set(known) }
    }
    return embedded.ids
  }

  function inPlace(place: number, written: string): Test {
    const word = searchField(fold(written)).trim()
    const current = texts.current()
    return (id) => fieldHolds(current[id] ?? '', place, word)
  }

  function inName(column: 'genre' | 'albumArtist', word: string): Test {
    const numbers = facts.current()[column]
    return (id) => facts.names.folded(numbers[id]!).includes(word)
  }

  function inFormat(word: string): Test {
    const formats = db
      .prepare<[], { container: string; codec: string }>(
        'SELECT DISTINCT container, codec FROM track',
      )
      .all()
    const select = db
      .prepare<[string, string], number>('SELECT id FROM track WHERE container = ? AND codec = ?')
      .pluck()
    const found = new Set(
      formats
        .filter(({ container, codec }) =>
          fold(`${container} ${formatWords(container, codec)}`).includes(word),
        )
        .flatMap(({ container, codec }) => select.all(container, codec)),
    )
    return (id) => found.has(id)
  }

  function inText(field: TextField, written: string): Test {
    const word = fold(written)
    if (field === 'artist') {
      const [ofTrack, ofAlbum] = [inPlace(places.artist, written), inName('albumArtist', word)]
      return (id) => ofTrack(id) || ofAlbum(id)
    }
    if (field === 'genre') return inName('genre', word)
    if (field === 'format') return inFormat(word)
    if (field !== 'path' && field !== 'folder') return inPlace(places[field], written)
    const current = paths()
    if (field === 'path') return (id) => current[id]?.includes(word) === true
    return (id) => current[id]?.split('\n').some((path) => foldersOf(path).includes(word)) === true
  }

  function inState(state: SearchState, sound: SoundContext): Test {
    const isAnalysis = state === 'analysed' || state === 'unanalysed'
    const known = isAnalysis ? analysed(sound) : marked[state]()
    return (id) => known.has(id) === (state !== 'unanalysed')
  }

  function inRange(by: 'year' | 'length' | 'added', { from, to }: Range): Test {
    const low = from ?? Number.NEGATIVE_INFINITY
    const high = to ?? Number.POSITIVE_INFINITY
    const { year, duration, addedAt } = facts.current()
    const values: Record<typeof by, (id: number) => number> = {
      year: (id) => year[id]!,
      length: (id) => Math.round(duration[id]!),
      added: (id) => addedAt[id]! * MILLISECONDS,
    }
    const read = values[by]
    return (id) => {
      const value = read(id)
      return value > 0 && value >= low && value < high
    }
  }

  function testOf(criterion: Exclude<Criterion, { by: 'words' }>, sound: SoundContext): Test {
    switch (criterion.by) {
      case 'text':
        return inText(criterion.field, criterion.text)
      case 'tag':
        return tags.called(criterion.within, criterion.text)
      case 'tonic': {
        const notes = tonics()
        return (id) => notes[id] === criterion.note
      }
      case 'state':
        return inState(criterion.state, sound)
      default:
        return inRange(criterion.by, criterion.range)
    }
  }

  function without(word: string): Test {
    const current = texts.current()
    const named = tags.named(word)
    return (id) => !current[id]?.includes(word) && !named?.test(id)
  }

  return ({ terms }: SearchQuery, sound: SoundContext): Wanted => {
    const words: string[] = []
    const tests: Wanted['tests'][number][] = []
    for (const { criterion, excluded } of terms) {
      const key = JSON.stringify([criterion, excluded])
      if (criterion.by !== 'words') {
        const test = testOf(criterion, sound)
        tests.push({ key, test: excluded ? (id) => !test(id) : test })
        continue
      }
      const folded = fold(criterion.text)
      const phrase = searchField(folded).trim()
      if (phrase === '') continue
      if (excluded) tests.push({ key, test: without(phrase) })
      else if (criterion.phrase) words.push(phrase)
      else words.push(...searchWords(folded))
    }
    return {
      words: rarestFirst(words).map((text) => ({ text, named: tags.named(text) })),
      tests,
    }
  }
}

/** A path without its last name. */
function foldersOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}
