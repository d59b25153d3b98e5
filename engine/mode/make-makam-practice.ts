/**
 * `node engine/mode/make-makam-practice.ts <dataset.json>` makes models/modes/makam-practice.json from a dataset of pitch
 * tracks (see `readPitchDataset`). Of each recording the first and last minute count as much as all of it: the app
 * listens to those. See docs/decisions/011-makam-practice.md.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readVocabularies } from '../tags/vocabularies.ts'
import { PITCH_HOP, readPitchDataset } from './evaluate-modes.ts'
import { makamPractice } from './makam-practice.ts'
import { modeModel, noLessons, readBaseTemplates } from './mode-model.ts'
import { openingAndClosing } from './pitch-class-distribution.ts'

const about = {
  source:
    'MTG/otmm_makam_recognition_dataset @55ce75a (predominant melody), tonics of MTG/otmm_tonic_dataset @d0102d8; 301 of the 1000 recordings; own computation: per recording how often the melody passes from one pitch class to another within half a second, from the tonic, mean over recordings',
  licence: 'CC BY-NC-SA 4.0 (derived from the dataset)',
  attribution:
    'A. Karakurt, S. Şentürk, X. Serra: MORTY: A toolbox for mode recognition and tonic identification, DLfM 2016; S. Şentürk: Computational analysis of audio recordings and music scores for the description and discovery of Ottoman-Turkish makam music, PhD thesis, UPF 2016',
  made: 'node engine/mode/make-makam-practice.ts; [32 from][32 to] pitch classes of 37.5 cents, class 0 is the tonic, parts of 100,000',
}

const [, , dataset] = process.argv
if (!dataset) throw new Error('Give the index of a dataset of pitch tracks.')
const models = join(import.meta.dirname, '../../models')
const model = modeModel(readBaseTemplates(models, readVocabularies(models)), noLessons)
const ENDS = 60

const makams = makamPractice(
  readPitchDataset(dataset, model).map(({ makam, tonicHz, cents }) => ({
    makam,
    tonicHz,
    excerpts: [openingAndClosing(cents, PITCH_HOP, ENDS), [cents]],
  })),
  PITCH_HOP,
)
const lines = makams.map((makam) => `    ${JSON.stringify(makam)}`).join(',\n')
const head = Object.entries(about).map(
  ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},`,
)
writeFileSync(
  join(models, 'modes', 'makam-practice.json'),
  `{\n${head.join('\n')}\n  "makams": [\n${lines}\n  ]\n}\n`,
)
console.log(
  `${makams.length} makams of ${makams.reduce((sum, { recordings }) => sum + recordings, 0)} recordings`,
)
