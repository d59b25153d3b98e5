import { encoderFit } from '../packs/encoder-fit.ts'
import { readPack } from '../packs/pack-files.ts'
import type { PackManifest } from '../packs/pack-manifest.ts'
import { type Context, exitCode } from './context.ts'
import { userPath } from './user-path.ts'
import { count } from './words.ts'

const fitWords = {
  exact: 'the model of this library',
  near: 'another file or conversion of the model of this library; expect answers that differ a little',
  none: 'not the model of this library, which cannot use it',
} as const

type Fit = keyof typeof fitWords

function packWords(
  { name, description, author, licence, metrics, head }: PackManifest,
  fit: Fit | null,
): string {
  const { encoder, tags, trainedOn } = head
  return [
    `${name}${author ? ` by ${author}` : ''}`,
    ...(description ? [description] : []),
    `Licence    ${licence.id}${licence.url ? `  ${licence.url}` : ''}`,
    `Model      ${encoder.name}${fit ? `: ${fitWords[fit]}` : ''}`,
    `Trained    on ${count(trainedOn.tracks, 'track')}${trainedOn.description ? `: ${trainedOn.description}` : ''}`,
    ...Object.entries(metrics).map(([metric, value]) => `${metric.padEnd(10)} ${value.toFixed(3)}`),
    ...tags.map((tag) => {
      const auc = tag.rocAuc === null ? '' : `  ROC-AUC ${tag.rocAuc.toFixed(3)}`
      const abstains = tag.threshold === null ? '  abstains' : ''
      return `  ${tag.name}  (${tag.vocabulary}:${tag.tag})  ${tag.positives} with, ${tag.negatives} without${auc}${abstains}`
    }),
  ].join('\n')
}

/** What a tag pack says of itself, after all of it was checked, and whether the library's model can use it. */
export async function inspectPack(context: Context, path: string): Promise<number> {
  const { manifest } = await readPack(userPath(path))
  const { model } = await context.client.model.get()
  const fit = model && encoderFit(manifest.head.encoder, model)
  context.print({ manifest, fit }, packWords(manifest, fit))
  return exitCode.done
}
