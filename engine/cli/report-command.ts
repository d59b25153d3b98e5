import { type Context, exitCode } from './context.ts'

/** What the makers should know of this installation, to be sent to them; names nobody and nothing of the library. */
export async function report(context: Context): Promise<number> {
  const { text } = await context.client.engine.report()
  context.print({ text }, text.trimEnd())
  return exitCode.done
}
