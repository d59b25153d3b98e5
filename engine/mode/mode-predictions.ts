import { modeVocabularies, type Tradition } from '../../contract/vocabulary.ts'
import type { Database } from '../../native/sqlite.ts'
import { type CatchUp, createCatchUp } from '../library/catch-up.ts'
import { readLessons } from './lessons.ts'
import { type BaseTemplates, type ModeModel, modeModel } from './mode-model.ts'
import { PREDICTION_VERSION } from './predict-modes.ts'
import { predictTrack } from './predict-track.ts'

/** Tracks predicted in one piece: a few milliseconds each. */
const AT_ONCE = 2

export interface ModePredictions extends CatchUp {
  /** The modes that compete for a track, as the user's other tracks have taught them. */
  model(trackId: number): ModeModel
  /** The user taught something: all tracks are told anew by what is known now. */
  taught(): void
  /** What the library's settings say of tradition or of rare makams changed. */
  settingsChanged(): void
}

interface Parts {
  db: Database
  base: BaseTemplates
  settings(): { tradition: Tradition | null; rareMakams: boolean }
  onDone(): void
}

/** Keeps the predicted mode of every track in step with what was heard, its tradition, and what the user teaches. */
export function createModePredictions({ db, base, settings, onDone }: Parts): ModePredictions {
  let current: ModeModel | undefined
  let lessons =
    db
      .prepare<[], number>("SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'lessons'")
      .pluck()
      .get() ?? 0
  const save = db.prepare<[string]>(
    `INSERT INTO setting (key, value) VALUES ('lessons', ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  )
  const teaches = db
    .prepare<[number], 1>(
      `SELECT 1 FROM tag WHERE track_id = ? AND source = 'user' AND state = 'confirmed'
         AND vocabulary IN (${modeVocabularies.map((one) => `'${one}'`).join(', ')})`,
    )
    .pluck()
  const [before, after] = ['<', '>'].map((than) =>
    db
      .prepare<[string, number], number>(
        `SELECT track_id FROM mode WHERE predicted_as ${than} ? LIMIT ?`,
      )
      .pluck(),
  )

  function modelOf(without?: number): ModeModel {
    const { rareMakams } = settings()
    return modeModel(base, { lessons: readLessons(db, base, without), rareMakams })
  }

  function model(trackId: number): ModeModel {
    if (teaches.get(trackId) === 1) return modelOf(trackId)
    current ??= modelOf()
    return current
  }

  function step(): boolean {
    const predictedAs = `${PREDICTION_VERSION}.${lessons}`
    const [low = [], high = []] = [before, after].map((some) => some?.all(predictedAs, AT_ONCE))
    const ids = low.concat(high)
    const setting = settings().tradition
    db.transaction(() => {
      for (const id of ids) predictTrack(db, id, { model: model(id), setting, predictedAs })
    })()
    return ids.length > 0
  }

  const catchUp = createCatchUp({ onDone, step })

  function startOver(): void {
    current = undefined
    lessons++
    save.run(String(lessons))
    catchUp.wake()
  }

  return { ...catchUp, model, taught: startOver, settingsChanged: startOver }
}
