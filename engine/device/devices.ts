import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import {
  type DeviceFacts,
  type DeviceReport,
  type Provider,
  provider,
  type Verdict,
} from '../../contract/device.ts'
import { problem } from '../../contract/problem.ts'
import type { StartProcess } from '../processes/port.ts'
import { cudaFolderIn } from './absence.ts'
import { chooseProvider } from './choose-provider.ts'
import { quickFacts, readDeviceFacts, sameAtOnce, sameFacts } from './device-facts.ts'
import { UNKNOWN_GRAPHICS } from './graphics-cards.ts'
import { type TryOptions, tryDevices } from './try-devices.ts'
import { type KeptVerdicts, loadVerdicts, saveVerdicts } from './verdict-store.ts'

/** A converted encoder: a part of `Encoder`. */
export interface TriedEncoder {
  modelId: string
  file: string
}

export interface DevicesParts {
  startProcess: StartProcess
  cacheFolder: string
  /** The user's; `cores` null for all. */
  settings(): { device: 'auto' | Provider; cores: number | null }
  onReport(report: DeviceReport): void
  /** Where a copy of ONNX Runtime with CUDA's libraries may be; by default the folder `cuda` beside the cache. */
  runtimeFolder?: string
  /** How trials are made; for tests. */
  trial?: Pick<TryOptions, 'patience' | 'batches' | 'seconds' | 'absence'>
}

export interface Devices {
  report(): DeviceReport
  /**
   * What to compute an encoder with. The first time it tries the devices, which takes some seconds each; afterwards
   * it answers at once, unless something changed that the verdicts depend on. Where the user wants the processor no
   * other device is touched. Problem: `cancelled` by `close`.
   */
  ensure(encoder: TriedEncoder): Promise<Verdict>
  /** Tries every device again, and forgets that one failed. Problem: `cancelled`. */
  retry(encoder: TriedEncoder): Promise<DeviceReport>
  /** A device that was chosen failed in use, for this reason: the processor takes over until `retry` or a new start. */
  failed(failing: Provider, reason: string): void
  /** What `ensure` would answer at once; undefined when it would have to try. */
  chosen(encoder: TriedEncoder): Verdict | undefined
  /** The `runtimeFolder` to open `cuda` with. */
  cudaFolder(): string | null
  /** Ends a trial under way. */
  close(): Promise<void>
}

interface Known extends KeptVerdicts {
  modelId: string
}

/** Knows which devices are right and fast, by trials that are kept in the cache folder. */
export function createDevices(parts: DevicesParts): Devices {
  const { startProcess, settings, onReport } = parts
  const file = join(parts.cacheFolder, 'devices.json')
  const runtimeFolder = parts.runtimeFolder ?? resolve(parts.cacheFolder, '..', 'cuda')
  const closing = new AbortController()
  const cudaFolder = () => cudaFolderIn(runtimeFolder)
  const threads = () => settings().cores ?? availableParallelism()

  let facts = quickFacts(threads(), cudaFolder())
  let known: Known | undefined
  let trying: Provider | null = null
  let fellBack: string | null = null
  /** The learning under way, and what for: whoever wants the same waits for it, whoever wants another waits for its end. */
  let learning: { key: string; done: Promise<void> } | undefined
  let checking: Promise<void> = Promise.resolve()

  function choice(): Verdict {
    return chooseProvider(known?.verdicts ?? [], fellBack === null ? settings().device : 'cpu')
  }

  function report(): DeviceReport {
    return {
      state: trying ? 'trying' : known ? 'known' : 'unknown',
      trying,
      verdicts: known?.verdicts ?? [],
      chosen: choice().provider,
      facts,
      fellBack,
    }
  }

  function wantedProviders(): readonly Provider[] {
    return settings().device === 'cpu' ? ['cpu'] : provider.options
  }

  /** Who wants the processor alone need not be asked for cards. */
  function readFacts(forThreads: number): Promise<DeviceFacts> {
    const withCards = settings().device !== 'cpu'
    return readDeviceFacts(forThreads, cudaFolder(), withCards ? startProcess : null)
  }

  /** A processor that failed is no lasting truth: it is tried again. */
  function covers(verdicts: readonly Verdict[], wanted: readonly Provider[]): boolean {
    const isTried = (one: Provider) => verdicts.some((verdict) => verdict.provider === one)
    const isSound = verdicts.some((one) => one.provider === 'cpu' && one.outcome === 'good')
    return isSound && wanted.every(isTried)
  }

  function isKnown({ modelId }: TriedEncoder): boolean {
    return (
      known?.modelId === modelId &&
      known.facts.threads === threads() &&
      covers(known.verdicts, wantedProviders())
    )
  }

  async function tryAll(encoder: TriedEncoder, wanted: readonly Provider[]): Promise<void> {
    known = undefined
    trying = 'cpu'
    onReport(report())
    try {
      facts = await readFacts(threads())
      const verdicts = await tryDevices({
        ...parts.trial,
        startProcess,
        file: encoder.file,
        threads: facts.threads,
        runtimeFolder,
        providers: wanted,
        signal: closing.signal,
        onTrying: (one) => {
          trying = one
          onReport(report())
        },
      })
      known = { modelId: encoder.modelId, facts, verdicts }
      if (covers(verdicts, wanted)) await saveVerdicts(file, encoder.modelId, known)
    } finally {
      trying = null
      onReport(report())
    }
  }

  /** Asks, beside the work that goes on, whether the verdicts of an earlier run of Naghma still hold. */
  async function check(kept: Known, encoder: TriedEncoder): Promise<void> {
    const found = await readFacts(kept.facts.threads)
    if (known !== kept || closing.signal.aborted) return
    if (!sameFacts(kept.facts, found)) return learn('try', encoder, wantedProviders())
    if (!kept.facts.graphics.includes(UNKNOWN_GRAPHICS)) return
    facts = found
    known = { ...kept, facts }
    await saveVerdicts(file, encoder.modelId, known)
    onReport(report())
  }

  async function recall(encoder: TriedEncoder, wanted: readonly Provider[]): Promise<void> {
    if (isKnown(encoder)) return
    const kept = await loadVerdicts(file, encoder.modelId)
    const now = quickFacts(threads(), cudaFolder())
    if (!kept || !sameAtOnce(kept.facts, now) || !covers(kept.verdicts, wanted))
      return tryAll(encoder, wanted)
    known = { modelId: encoder.modelId, ...kept }
    facts = kept.facts
    onReport(report())
    checking = check(known, encoder).catch(() => {})
  }

  function learn(
    how: 'recall' | 'try',
    encoder: TriedEncoder,
    wanted: readonly Provider[],
  ): Promise<void> {
    const key = [how, encoder.modelId, threads(), ...wanted].join(' ')
    if (learning?.key === key) return learning.done
    const before = learning?.done.catch(() => {}) ?? Promise.resolve()
    const done = before
      .then(() => {
        if (closing.signal.aborted) throw problem('cancelled', 'The engine is closing.')
        return how === 'recall' ? recall(encoder, wanted) : tryAll(encoder, wanted)
      })
      .finally(() => {
        if (learning?.done === done) learning = undefined
      })
    learning = { key, done }
    return done
  }

  return {
    report,
    ensure: async (encoder) => {
      if (learning || !isKnown(encoder)) await learn('recall', encoder, wantedProviders())
      return choice()
    },
    retry: async (encoder) => {
      fellBack = null
      await learn('try', encoder, provider.options)
      return report()
    },
    failed: (failing, reason) => {
      if (failing === 'cpu') return
      fellBack = `${failing} failed, so that the processor is used until the devices are tried again or Naghma starts anew. ${reason}`
      onReport(report())
    },
    chosen: (encoder) => (isKnown(encoder) && !trying ? choice() : undefined),
    cudaFolder,
    close: async () => {
      closing.abort()
      await learning?.done.catch(() => {})
      await checking
    },
  }
}
