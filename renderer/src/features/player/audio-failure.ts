import { type Failure, failureOf, isProblemCode } from '../../failure.ts'

/** Asks the engine why a track cannot be played: the audio element itself does not tell. */
export async function failureFromResponse(url: string, title: string): Promise<Failure> {
  try {
    const response = await fetch(url, {
      headers: { range: 'bytes=0-0' },
      signal: AbortSignal.timeout(5000),
    })
    if (response.ok) {
      await response.body?.cancel()
      return { code: 'decode-failed', title, detail: '' }
    }
    const { code, message } = readProblem(await response.text())
    const known = failureOf({ code })
    return { code: known.code, title, detail: message || known.title }
  } catch {
    return failureOf(Object.assign(new Error(), { code: 'engine-gone' }))
  }
}

function readProblem(text: string): { code: unknown; message: string } {
  try {
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed === 'object' && parsed !== null && 'message' in parsed) {
      const code = 'code' in parsed && isProblemCode(parsed.code) ? parsed.code : null
      return { code, message: String(parsed.message) }
    }
  } catch {
    // Plain words, not JSON.
  }
  return { code: null, message: text.slice(0, 300) }
}
