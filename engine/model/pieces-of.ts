import type { Readable } from 'node:stream'

/** Pieces that may wait to be taken before the sender is held up. */
const MANY = 64

/**
 * The pieces of a body of bytes. Unlike the iterator of a stream, which forgets what it holds when the connection breaks,
 * it gives all that has arrived before it throws.
 */
export async function* piecesOf(body: Readable): AsyncGenerator<Buffer> {
  const waiting: Buffer[] = []
  let over = false
  let failure: unknown
  let wake = () => {}
  body.on('data', (piece: Buffer) => {
    waiting.push(piece)
    if (waiting.length >= MANY) body.pause()
    wake()
  })
  body.on('error', (error) => {
    failure = error
    wake()
  })
  body.on('close', () => {
    over = true
    wake()
  })
  for (;;) {
    const piece = waiting.shift()
    if (piece) yield piece
    else if (failure) throw failure
    else if (over) return
    else {
      body.resume()
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
}
