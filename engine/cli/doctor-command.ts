import { type Context, exitCode } from './context.ts'

const marks = { good: 'ok  ', warning: 'note', bad: 'BAD ' } as const

/** Everything that speed and correctness depend on; tries the devices when that was never done, or is asked for. */
export async function doctor(context: Context, { retry }: { retry?: boolean }): Promise<number> {
  const { client } = context
  const { model } = await client.model.get()
  const { state } = await client.device.get()
  if (model && (retry || state === 'unknown')) {
    if (!context.json) process.stderr.write('Trying each device with the model...\n')
    await client.device.retry()
  }
  const { report, findings } = await client.device.doctor()
  context.print(
    { report, findings },
    findings
      .map(({ what, state, words }) => `${marks[state]}  ${what.padEnd(24)}${words}`)
      .join('\n'),
  )
  return findings.some((finding) => finding.state === 'bad') ? exitCode.failed : exitCode.done
}
