import type { LikelyMode, ModePicture } from '../../contract/mode.ts'
import { nearestNote } from '../mode/note-names.ts'
import { obstacleWords, originWords, percent, type TagName, traditionWords } from './mode-words.ts'
import { clock } from './words.ts'

/** What is told of a track of the library, or of a file outside it. */
export interface ToldMode {
  title: string
  /** The first line. */
  heading: string
  tradition: ModePicture['tradition']
  analysis: ModePicture['analysis']
  /** More lines, of what is known besides. */
  notes: string[]
}

function signed(cents: number): string {
  const whole = Math.round(cents)
  return `${whole < 0 ? '-' : '+'}${Math.abs(whole)}`
}

function pitchWords(hz: number): string {
  return `${nearestNote(hz).note} (${hz.toFixed(1)} Hz)`
}

function likelyWords(one: LikelyMode, name: TagName): string {
  const { probability, members, taughtBy, vocabulary } = one
  const family = members.map((tag) => name({ vocabulary, tag }))
  const remarks = [
    ...(family.length > 0 ? [`any of ${family.join(', ')}`] : []),
    ...(taughtBy > 0 ? [`shaped by ${taughtBy} of your tracks`] : []),
  ]
  const share = probability === null ? '' : `  ${percent(probability)}`
  return `${name(one)}${share}${remarks.length > 0 ? `  (${remarks.join('; ')})` : ''}`
}

function likelyLines({ tradition, analysis }: ToldMode, name: TagName): string[] {
  const likely = analysis?.likely ?? []
  if (tradition.tradition === 'other')
    return ['Mode       none is told: Naghma does not know the modes of this tradition']
  if (likely.length === 0) return ['Mode       none is likely']
  if (tradition.tradition === null)
    return [
      'Mode       not known, since nothing tells the tradition; it would be',
      ...likely.map(
        (one) => `           ${traditionWords[one.tradition]}: ${likelyWords(one, name)}`,
      ),
    ]
  const inOrder = likely.every(({ probability }) => probability === null)
  return likely.map((one, n) => {
    const label = n > 0 ? '' : inOrder ? 'Likely, in this order' : 'Mode'
    return `${label.padEnd(inOrder ? 23 : 11)}${likelyWords(one, name)}`
  })
}

function heardLines({ analysis }: ToldMode): string[] {
  if (!analysis) return []
  const { tonic, range, fadedOut } = analysis
  const lines: string[] = []
  if (tonic) {
    const sure = tonic.givenByUser ? 'as you say' : `${percent(tonic.confidence)} certain`
    lines.push(
      `Tonic      ${tonic.note} ${signed(tonic.centsFromNote)} cents, ${tonic.hz.toFixed(2)} Hz, ${sure}${fadedOut ? '; the end is faded out, so the last notes say less' : ''}`,
    )
  }
  if (tonic && range)
    lines.push(`Range      ${pitchWords(range.lowest)} to ${pitchWords(range.highest)}`)
  lines.push(
    `Melody     ${clock(analysis.melodySeconds)} in ${clock(analysis.listenedSeconds)} that were listened to`,
  )
  return lines
}

/** What is told, in lines. */
export function modeReport(told: ToldMode, name: TagName): string {
  const { tradition, analysis } = told
  const lines = [
    told.heading,
    `Tradition  ${traditionWords[tradition.tradition ?? 'unknown']} (${originWords[tradition.origin]})`,
    ...told.notes,
    ...heardLines(told),
  ]
  if (analysis?.obstacle) lines.push(`Mode       none is told: ${obstacleWords[analysis.obstacle]}`)
  else if (analysis) lines.push(...likelyLines(told, name))
  return lines.join('\n')
}
