import { z } from 'zod'

/** Whose modes, rhythms and forms are meant. `other` is music of none of them: no mode is predicted for it. */
export const tradition = z.enum(['turkish', 'hindustani', 'carnatic', 'greek', 'other'])
export type Tradition = z.infer<typeof tradition>
/** A tradition whose modes can be told. */
export type ModalTradition = Exclude<Tradition, 'other'>

export const vocabularyId = z.enum([
  'tradition',
  'makam',
  'raga',
  'dromos',
  'usul',
  'tala',
  'form',
  'instrument',
  'own',
])
export type VocabularyId = z.infer<typeof vocabularyId>
/** The vocabulary of tags that the user makes up. */
export const ownVocabulary = 'own' as const satisfies VocabularyId

/** The vocabularies of modes, which the tonal analysis predicts. */
export const modeVocabularies = ['makam', 'raga', 'dromos'] as const satisfies VocabularyId[]
export type ModeVocabulary = (typeof modeVocabularies)[number]

const cents = z.number().min(0).lt(1200)

/** One name of a vocabulary, with what is known of it. */
export const term = z.object({
  /** Lower-case ASCII letters, digits and hyphens; unique in its vocabulary and never changed once released. */
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: z.string().min(1),
  /** Other spellings, in any script. */
  aliases: z.array(z.string().min(1)),
  /** Of the user's own tags all of them. */
  traditions: z.array(tradition).min(1),
  /** Seldom heard: such a mode is predicted only when the user taught it, or asked for rare ones. */
  rare: z.boolean().optional(),
  /** Makams: id of the family term; ragas: the thaat or melakarta, in words. */
  family: z.string().optional(),
  /** Family terms: ids of the makams that share so much that the tonal analysis may not tell them apart. */
  members: z.array(z.string()).optional(),
  /** Terms of other vocabularies or traditions with the same scale or name, as `vocabulary/id`. */
  equivalents: z.array(z.string()).optional(),
  /** Scale degrees in cents above the tonic, ascending from 0. */
  degrees: z.array(cents).optional(),
  /** Where the way up and the way down differ, or their order matters: cents above the tonic, in melodic order. */
  rising: z.array(cents).optional(),
  falling: z.array(cents).optional(),
  /** Makams: the tonic as it is written, e.g. "La4"; it names the degrees. */
  tonic: z.string().optional(),
  /** The resting note beside the tonic (güçlü, vadi) and the second one (samvadi), in cents above the tonic. */
  dominant: cents.optional(),
  second: cents.optional(),
  /** Course of the melody, or any other remark of the source, in words. */
  seyir: z.string().optional(),
  /** Rhythms: "9/8", and how its beats are grouped, "2+2+2+3". */
  meter: z.string().optional(),
  grouping: z.string().optional(),
  /** Talas: beats (mātrās, or akṣaras / 4). */
  beats: z.number().positive().optional(),
  percussion: z.boolean().optional(),
})
export type Term = z.infer<typeof term>

/** A file of models/vocabularies, or the user's own tags. */
export const vocabulary = z.object({
  vocabulary: vocabularyId,
  /** In words, for people. */
  title: z.string().min(1),
  /** Where each kind of fact comes from and how far it was checked. */
  source: z.string().min(1),
  licence: z.string().min(1),
  /** Empty only while the user has made no tags. */
  terms: z.array(term),
})
export type Vocabulary = z.infer<typeof vocabulary>
