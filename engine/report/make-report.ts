import { arch, homedir, platform, release, version } from 'node:os'
import { join } from 'node:path'
import type { Finding } from '../../contract/device.ts'
import type { Settings, Status } from '../../contract/engine.ts'
import { logsFolder } from '../host/engine-log.ts'
import { lastLines } from './last-lines.ts'
import { redact } from './redact.ts'

export interface ReportParts {
  status: Status
  findings: readonly Finding[]
  settings: Settings
  /** Absolute paths of the music folders. */
  folders: readonly string[]
}

/** Lines of each log. */
const LOG_LINES = 200

/** In the order in which they help: what the engine said last, then what its window did. */
const logs = ['engine.log', 'shell.log']

function heading(words: string): string {
  return `\n## ${words}\n`
}

function countLines({
  tracks,
  missingTracks,
  analysedTracks,
  modeTracks,
  ...rest
}: Status): string[] {
  return [
    `Folders: ${rest.folders}`,
    `Tracks: ${tracks}, ${missingTracks} missing, ${analysedTracks} with sound, ${modeTracks} with mode`,
    `Playlists: ${rest.playlists}`,
    `Problems: ${rest.problems}`,
    `Analysis: sound ${rest.analysis.sound.state}, mode ${rest.analysis.mode.state}; scans ${rest.scans.length}`,
    `Similar: ${rest.similar.size} tracks, ${rest.similar.state}`,
    `Journal: ${rest.journalMode}`,
  ]
}

/**
 * What the makers need to know of an installation to help, as text to send: versions, system, verdicts, settings,
 * counts and the last lines of the logs. It names no track, no file, no person: see `redact`.
 */
export async function makeReport({
  status,
  findings,
  settings,
  folders,
}: ReportParts): Promise<string> {
  const { electron } = process.versions
  const tails = await Promise.all(
    logs.map(async (name) => ({
      name,
      lines: await lastLines(join(logsFolder(status.dataFolder), name), LOG_LINES),
    })),
  )
  const text = [
    `# Naghma ${status.version} (${status.host}${status.demo ? ', demo' : ''})`,
    `Node ${process.versions.node}${electron ? `, Electron ${electron}` : ''}`,
    `${platform()} ${arch()}, ${release()}, ${version()}`,
    heading('Findings'),
    ...findings.map(({ what, state, words }) => `- ${state}: ${what}: ${words}`),
    heading('Library'),
    ...countLines(status),
    heading('Settings'),
    ...Object.entries(settings).map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
    ...tails.flatMap(({ name, lines }) =>
      lines.length > 0 ? [heading(`${name}, the last ${lines.length} lines`), ...lines] : [],
    ),
  ].join('\n')
  return redact(`${text}\n`, {
    folders: new Map([
      [status.dataFolder, 'library'],
      ...folders.map((path, place): [string, string] => [path, `music folder ${place + 1}`]),
      [homedir(), '~'],
    ]),
  })
}
