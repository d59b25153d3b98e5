import { statSync } from 'node:fs'
import { problem } from '../../contract/problem.ts'
import type { Tradition } from '../../contract/vocabulary.ts'
import { findFfmpeg } from '../../native/audio/find-ffmpeg.ts'
import { libraryHolds } from '../library/library-holds.ts'
import { measuredScale } from '../mode/measured-scale.ts'
import { modeOfFile } from '../mode/mode-of-file.ts'
import { modeSvg } from '../mode/mode-svg.ts'
import { readVocabularies } from '../tags/vocabularies.ts'
import { type Context, exitCode, type Output } from './context.ts'
import { trackFrom } from './find-track.ts'
import { modeReport, type ToldMode } from './mode-report.ts'
import { obstacleWords, percent, type TagName, tagNames } from './mode-words.ts'
import { progressLine } from './progress-line.ts'
import { userPath } from './user-path.ts'
import { trackLine } from './words.ts'
import { writeResult } from './write-result.ts'

export interface ModeOptions {
  svg?: string
  scl?: string
  tradition?: Tradition
}

/** The path of an audio file that is given instead of a track of the library; undefined for anything else. */
export function fileOutside(dataFolder: string, given: string): string | undefined {
  if (/^\d+$/.test(given)) return undefined
  const path = userPath(given)
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true
  return isFile && !libraryHolds(dataFolder, path) ? path : undefined
}

/** Writes the picture and the scale that were asked for; answers where. Problems: `not-analysed`, `no-melody`. */
async function writeFiles(
  { title, analysis }: ToldMode,
  options: ModeOptions,
  name: TagName,
): Promise<{ svg?: string; scl?: string }> {
  const { svg, scl } = options
  if (!svg && !scl) return {}
  if (!analysis) throw problem('not-analysed', `Naghma has not listened to “${title}” yet.`)
  const { tonic, obstacle } = analysis
  if (!tonic)
    throw problem(
      'no-melody',
      `There is no mode to draw or to measure in “${title}”: ${obstacleWords[obstacle ?? 'no-melody']}.`,
    )
  if (svg) {
    const [first] = analysis.likely
    const mode = first ? { ...first, name: name(first) } : null
    await writeResult(userPath(svg), modeSvg({ ...analysis, title, tonic, mode }), 'svg')
  }
  if (scl) {
    const { content } = measuredScale(title, tonic.hz, analysis.distribution)
    await writeResult(userPath(scl), content, 'scl')
  }
  return { ...(svg ? { svg: userPath(svg) } : {}), ...(scl ? { scl: userPath(scl) } : {}) }
}

async function show(
  output: Output,
  told: ToldMode,
  result: object,
  options: ModeOptions,
  name: TagName,
): Promise<number> {
  const written = await writeFiles(told, options, name)
  output.print(
    { ...result, ...written },
    [modeReport(told, name), ...Object.values(written).map((path) => `Written: ${path}`)].join(
      '\n',
    ),
  )
  return exitCode.done
}

/** Tells the mode of a track of the library. */
export async function modeOfTrack(
  context: Context,
  given: string,
  options: ModeOptions,
): Promise<number> {
  const { client } = context
  const trackId = await trackFrom(client, given)
  const { tradition } = options
  const picture = await client.mode.get({ trackId, ...(tradition ? { tradition } : {}) })
  const name = tagNames(await client.tag.vocabularies())
  const told = {
    ...picture,
    title: picture.track.title,
    heading: trackLine(picture.track).trim(),
    notes: picture.analysis ? [] : [`Mode       not listened to yet (naghma listen ${trackId})`],
  }
  return show(context, told, picture, options, name)
}

/** Tells the mode of a file that is in no library: it is read and listened to here, and nothing is kept. */
export async function modeOfFileOutside(
  output: Output,
  file: string,
  modelsFolder: string,
  options: ModeOptions,
): Promise<number> {
  const line = progressLine('Listening', output.json)
  const found = await modeOfFile(file, {
    modelsFolder,
    tradition: options.tradition,
    ffmpeg: await findFfmpeg(),
    signal: output.signal,
    gate: async () => {},
    onShare: (share) => line.show(Math.round(share * 100), 100, file),
  }).finally(line.end)
  const name = tagNames(readVocabularies(modelsFolder).all)
  const told = {
    ...found,
    heading: found.artist ? `${found.artist} - ${found.title}` : found.title,
    notes: found.named
      .filter(({ vocabulary }) => vocabulary !== 'tradition')
      .map(
        (tag, n) =>
          `${(n === 0 ? 'Named' : '').padEnd(11)}${name(tag)}  (${tag.vocabulary}, ${tag.place}, ${percent(tag.probability ?? 0)})`,
      ),
  }
  return show(output, told, { file, ...found }, options, name)
}
