import { constants, setPriority } from 'node:os'
import { type EncoderSession, openEncoder } from '../../native/inference.ts'
import { listGraphics } from '../device/graphics-cards.ts'
import { runTrial } from '../device/run-trial.ts'
import { serveCalls } from './calls.ts'
import { connectToEngine } from './engine-port.ts'
import type { InferenceCalls } from './inference-calls.ts'
import { listenForWindows, type WindowServer } from './window-link.ts'

setPriority(constants.priority.PRIORITY_BELOW_NORMAL)

let session: EncoderSession | undefined
let link: WindowServer | undefined

async function release(): Promise<void> {
  link?.close()
  link = undefined
  const last = session
  session = undefined
  await last?.release()
}

serveCalls<InferenceCalls>(await connectToEngine(), {
  open: async ({ file, threads, socketFolder, provider, runtimeFolder, batch }) => {
    await release()
    const opened = await openEncoder(file, { provider, threads, runtimeFolder })
    session = opened
    link = await listenForWindows(opened.run, socketFolder, batch)
    return { device: provider, address: { path: link.path, token: link.token } }
  },
  trial: (input, { notify }) => runTrial(input, () => notify(null)),
  graphics: listGraphics,
  ping: () => {},
})
