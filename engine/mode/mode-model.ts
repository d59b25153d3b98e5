import {
  type ModalTradition,
  type ModeVocabulary,
  modeVocabularies,
  type Term,
} from '../../contract/vocabulary.ts'
import type { Vocabularies } from '../tags/vocabularies.ts'
import type { Family } from './families.ts'
import { type ModeTemplate, readMakamTemplates } from './makam-templates.ts'
import { type PreparedTemplate, prepareTemplate } from './mode-scores.ts'
import { expectedSteps } from './svara-steps.ts'
import { scaleTemplate } from './svara-template.ts'
import { type Lesson, taughtTemplate } from './teaching.ts'

/** A mode that can be predicted. */
export interface KnownMode {
  vocabulary: ModeVocabulary
  term: Term
  tradition: ModalTradition
  /** As shaped by the user's confirmed tracks. */
  template: ModeTemplate
  prepared: PreparedTemplate
  /** How probable each step between degrees is; undefined where no way up and down is known. */
  steps: Float64Array | undefined
  /** Confirmed tracks that shaped the template. */
  taughtBy: number
}

/** All that predicting needs besides the melody. */
export interface ModeModel {
  modes: Readonly<Record<ModalTradition, readonly KnownMode[]>>
  /** Of makams. */
  families: readonly Family[]
}

export interface ModelOptions {
  /** Means of the user's confirmed tracks by `vocabulary/id`. */
  lessons: ReadonlyMap<string, Lesson>
  /** Rare makams compete too, not only those the user taught. */
  rareMakams: boolean
}

export const noLessons: ModelOptions = { lessons: new Map(), rareMakams: false }

/** Templates as the app brings them, by `vocabulary/id`; read once, shaped by lessons in {@link modeModel}. */
export interface BaseTemplates {
  templates: ReadonlyMap<string, ModeTemplate>
  vocabularies: Vocabularies
}

export function readBaseTemplates(modelsFolder: string, vocabularies: Vocabularies): BaseTemplates {
  const makams = readMakamTemplates(modelsFolder)
  const templates = new Map<string, ModeTemplate>()
  for (const { vocabulary, terms } of vocabularies.all)
    for (const term of terms) {
      const template =
        vocabulary === 'makam'
          ? makams.get(term.id)
          : vocabulary === 'raga' || vocabulary === 'dromos'
            ? scaleTemplate(term, { tonicWeighs: vocabulary === 'dromos' })
            : undefined
      if (template) templates.set(`${vocabulary}/${term.id}`, template)
    }
  return { templates, vocabularies }
}

/** The modes that compete, with their templates shaped by the user's confirmed tracks. */
export function modeModel(base: BaseTemplates, { lessons, rareMakams }: ModelOptions): ModeModel {
  const modes: Record<ModalTradition, KnownMode[]> = {
    turkish: [],
    hindustani: [],
    carnatic: [],
    greek: [],
  }
  for (const vocabulary of modeVocabularies)
    for (const term of termsOf(base.vocabularies, vocabulary)) {
      const key = `${vocabulary}/${term.id}`
      const template = base.templates.get(key)
      const tradition = term.traditions.find((one) => one !== 'other')
      if (!template || !tradition) continue
      const lesson = lessons.get(key)
      const asked = vocabulary === 'makam' && rareMakams
      const competes = !term.rare || asked || lesson !== undefined
      if (!competes) continue
      const taught = taughtTemplate(template, lesson)
      modes[tradition].push({
        vocabulary,
        term,
        tradition,
        template: taught,
        prepared: prepareTemplate(taught),
        steps: vocabulary === 'raga' ? expectedSteps(term) : undefined,
        taughtBy: lesson?.tracks ?? 0,
      })
    }
  const families = termsOf(base.vocabularies, 'makam').flatMap(({ id, members }) =>
    members ? [{ id, members }] : [],
  )
  return { modes, families }
}

function termsOf(vocabularies: Vocabularies, id: ModeVocabulary): readonly Term[] {
  return vocabularies.all.find(({ vocabulary }) => vocabulary === id)?.terms ?? []
}
