import { z } from 'zod'
import { isProblem, problem } from '../../contract/problem.ts'
import { headDescription } from '../heads/head-file.ts'
import { packBroken } from './pack-problem.ts'

const FORMAT = 'naghma-tag-pack'
const VERSION = 1

/** Text that is shown: no control characters, which could do things to a terminal. */
const line = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'must be one line of text')
const paragraphs = z
  .string()
  .max(20_000)
  .regex(/^(?:[^\p{Cc}]|[\n\t])*$/u, 'must be text')

/** What its maker says of a pack. */
export const packAbout = z.object({
  name: line(200).min(1),
  description: paragraphs,
  author: line(200),
  /** What others may do with it: an SPDX id such as `CC-BY-4.0`, or words, and where to read it. */
  licence: z.object({
    id: line(200).min(1),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .nullable(),
  }),
  /** Figures of its evaluation, from 0 to 1, by name: `rocAuc`, `meanAveragePrecision`... */
  metrics: z.record(line(100), z.number().min(0).max(1)),
})
export type PackAbout = z.infer<typeof packAbout>

const manifest = packAbout.extend({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  createdAt: z.iso.datetime(),
  /** Everything of the head but its tensors. */
  head: headDescription,
  weights: z.object({
    bytes: z.int().positive(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
})
export type PackManifest = z.infer<typeof manifest>

/** A manifest of this version. Problem: `pack-broken` for words or numbers that no pack may hold. */
export function makeManifest(
  parts: PackAbout & Pick<PackManifest, 'head' | 'weights'>,
  at: Date,
): PackManifest {
  return checked({ format: FORMAT, version: VERSION, createdAt: at.toISOString(), ...parts })
}

function checked(json: unknown): PackManifest {
  const read = manifest.safeParse(json)
  if (!read.success)
    throw packBroken(`its manifest does not hold what it should (${z.prettifyError(read.error)})`)
  const { head } = read.data
  for (const text of [
    head.encoder.name,
    head.encoder.modelId,
    ...head.tags.flatMap(({ vocabulary, tag, name }) => [vocabulary, tag, name]),
  ])
    if (!line(1_000).safeParse(text).success)
      throw packBroken('a name in it is not one line of text')
  if (!paragraphs.safeParse(head.trainedOn.description).success)
    throw packBroken('what it was trained on is not text')
  const tags = new Set(head.tags.map(({ vocabulary, tag }) => `${vocabulary}:${tag}`))
  if (tags.size < head.tags.length) throw packBroken('a tag is in it twice')
  return read.data
}

/** Problems: `pack-broken`, `pack-newer`. */
export function parseManifest(bytes: Uint8Array): PackManifest {
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    const stamped = z
      .object({ format: z.literal(FORMAT), version: z.number() })
      .safeParse(json).data
    if (!stamped) throw packBroken('its manifest is that of something else')
    if (stamped.version > VERSION)
      throw problem(
        'pack-newer',
        'This tag pack was made by a newer version of Naghma. Update Naghma to use it.',
      )
    return checked(json)
  } catch (error) {
    if (isProblem(error)) throw error
    throw packBroken('its manifest is no JSON', error)
  }
}
