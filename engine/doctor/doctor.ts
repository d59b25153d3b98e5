import { statfs } from 'node:fs/promises'
import { freemem, totalmem } from 'node:os'
import type { DeviceReport, Finding } from '../../contract/device.ts'
import type { Status } from '../../contract/engine.ts'
import { UNKNOWN_GRAPHICS } from '../device/graphics-cards.ts'

const GIGABYTE = 1024 ** 3
/** The encoder takes 0.6 GB, decoding and the library the rest. */
const LEAST_MEMORY = 2 * GIGABYTE
/** A checkpoint and its conversion. */
const LEAST_SPACE = GIGABYTE

/** What is looked at, each by a function of its own. */
export interface DoctorParts {
  status: Status
  report: DeviceReport
}

function gigabytes(bytes: number): string {
  return `${(bytes / GIGABYTE).toFixed(1)} GB`
}

function modelFinding({ model }: Status): Finding {
  const what = 'Model'
  if (!model.model)
    return {
      what,
      state: model.state === 'failed' ? 'bad' : 'warning',
      words:
        model.message || 'None yet. Get CultureMERT in the settings, or with naghma model get.',
    }
  const { name, randomWeights, warnings } = model.model
  if (randomWeights)
    return {
      what,
      state: 'warning',
      words: `${name}: random weights, which know nothing of music.`,
    }
  return {
    what,
    state: warnings.length > 0 ? 'warning' : 'good',
    words: [name, ...warnings].join(' '),
  }
}

function deviceFindings({ verdicts, chosen, fellBack, state }: DeviceReport): Finding[] {
  const tried = verdicts.map((verdict): Finding => {
    const isChosen = verdict.provider === chosen
    const isUsual = verdict.outcome === 'absent' || verdict.outcome === 'slower'
    return {
      what: `Device ${verdict.provider}${isChosen ? ' (used)' : ''}`,
      state: isChosen || verdict.outcome === 'good' || isUsual ? 'good' : 'warning',
      words: verdict.reason,
    }
  })
  if (state === 'unknown')
    tried.push({ what: 'Device', state: 'warning', words: 'Not tried yet: that needs a model.' })
  if (fellBack) tried.push({ what: 'Device', state: 'warning', words: fellBack })
  return tried
}

async function spaceFinding({ dataFolder }: Status): Promise<Finding> {
  const what = 'Disk'
  try {
    const { bavail, bsize } = await statfs(dataFolder)
    const free = bavail * bsize
    return {
      what,
      state: free < LEAST_SPACE ? 'warning' : 'good',
      words: `${gigabytes(free)} free where the library is (${dataFolder}).`,
    }
  } catch (error) {
    return { what, state: 'bad', words: error instanceof Error ? error.message : String(error) }
  }
}

function memoryFinding(): Finding {
  return {
    what: 'Memory',
    state: totalmem() < LEAST_MEMORY ? 'warning' : 'good',
    words: `${gigabytes(totalmem())}, ${gigabytes(freemem())} of it free.`,
  }
}

function decoderFinding({ ffmpeg }: Status): Finding {
  return {
    what: 'Decoders',
    state: 'good',
    words: ffmpeg
      ? `ffmpeg at ${ffmpeg}; the bundled decoders stand in for it.`
      : 'The bundled ones. An installed ffmpeg would add rare formats such as APE and DSF.',
  }
}

function libraryFinding({ journalMode, tracks, missingTracks, problems }: Status): Finding {
  const slow = journalMode === 'wal' ? '' : ' It is on a network drive, where writing is slower.'
  return {
    what: 'Library',
    state: problems > 0 || slow !== '' ? 'warning' : 'good',
    words: `${tracks.toLocaleString('en')} tracks, ${missingTracks.toLocaleString('en')} missing, ${problems} problems.${slow}`,
  }
}

function cardWords(graphics: readonly string[]): string {
  if (graphics.includes(UNKNOWN_GRAPHICS)) return 'Graphics cards were not asked for'
  return graphics.length > 0 ? graphics.join('; ') : 'No graphics card was found'
}

/** Everything that speed and correctness depend on, each in words. */
export async function examine({ status, report }: DoctorParts): Promise<Finding[]> {
  const { facts } = report
  const machine: Finding = {
    what: 'Machine',
    state: 'good',
    words: `${facts.processor}, ${facts.threads} threads for analysis. ${cardWords(facts.graphics)}. ONNX Runtime ${facts.runtime}.`,
  }
  return [
    machine,
    modelFinding(status),
    ...deviceFindings(report),
    memoryFinding(),
    await spaceFinding(status),
    decoderFinding(status),
    libraryFinding(status),
  ]
}
