import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { provider } from '../contract/device.ts'
import { readDeviceFacts } from '../engine/device/device-facts.ts'
import { trialError, tryDevices } from '../engine/device/try-devices.ts'
import { engineEntries } from '../engine/host/entries.ts'
import { ensureEncoder } from '../engine/sound/convert.ts'
import { writeGeneratedCheckpoint } from '../engine/sound/weight-generator.ts'

const { startProcess } = engineEntries(new URL('../engine/host-cli.ts', import.meta.url).href)
const BATCHES = [1, 2, 4, 8, 16, 32, 64]
const SECONDS = 5

/**
 * Every device of this machine with a full-size encoder (generated weights): its verdict, how far each is from the
 * processor, and its speed at 1 to 64 windows at once. For machines with a graphics card.
 */
export async function bench(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'naghma-bench-device-'))
  const threads = availableParallelism()
  try {
    const checkpoint = join(folder, 'checkpoint')
    await writeGeneratedCheckpoint(checkpoint, 'full')
    const encoder = await ensureEncoder(checkpoint, join(folder, 'cache'), {
      compare: (one, other) => trialError(startProcess, [one, other], threads),
    })
    return {
      facts: await readDeviceFacts(threads, null, startProcess),
      verdicts: await tryDevices({
        startProcess,
        file: encoder.file,
        threads,
        runtimeFolder: null,
        providers: provider.options,
        batches: BATCHES,
        seconds: SECONDS,
      }),
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) console.log(JSON.stringify(await bench(), null, 2))
