import { crc32, deflateSync } from 'node:zlib'
import { seededRandom } from '../random.ts'
import type { Note } from './music/note.ts'
import { drawContour } from './synth/contour.ts'

const size = 320
const margin = 32
const shades = 16
const lineWidth = 2.4
/** How much of the melody one point of the drawn line is the mean of. */
const smoothing = 0.03

type Rgb = readonly [red: number, green: number, blue: number]

const ink: Rgb = [250, 244, 230]

function chunk(type: string, body: Uint8Array): Buffer {
  const typed = Buffer.concat([Buffer.from(type), body])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(body.length, 0)
  frame.writeUInt32BE(crc32(typed), 4)
  return Buffer.concat([frame.subarray(0, 4), typed, frame.subarray(4)])
}

/** A PNG of palette indexes (ISO/IEC 15948), one byte a pixel. */
function png(pixels: Uint8Array, palette: Uint8Array): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 3], 8)
  const rows = Buffer.alloc(size * (size + 1))
  for (let y = 0; y < size; y++)
    rows.set(pixels.subarray(y * size, (y + 1) * size), y * (size + 1) + 1)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** Darkens every pixel near (x, y) to the ink of a round pen. */
function dot(pixels: Uint8Array, x: number, y: number): void {
  const reach = Math.ceil(lineWidth) + 1
  for (let py = Math.floor(y) - reach; py <= y + reach; py++) {
    for (let px = Math.floor(x) - reach; px <= x + reach; px++) {
      if (px < 0 || py < 0 || px >= size || py >= size) continue
      const cover = Math.max(0, Math.min(1, lineWidth + 0.5 - Math.hypot(px - x, py - y)))
      const at = py * size + px
      pixels[at] = Math.max(pixels[at]!, Math.round(cover * (shades - 1)))
    }
  }
}

/** Means over `width` points, the width narrowing at both ends. */
function smoothed(line: Float32Array, width: number): Float32Array {
  const sums = new Float64Array(line.length + 1)
  for (let i = 0; i < line.length; i++) sums[i + 1] = sums[i]! + line[i]!
  return line.map((_, i) => {
    const reach = Math.min(width / 2, i, line.length - 1 - i) | 0
    return (sums[i + reach + 1]! - sums[i - reach]!) / (2 * reach + 1)
  })
}

/** Cover art as PNG: the melody's line, time to the right, pitch upwards, on a ground of this colour. */
export function drawCover(notes: readonly Note[], ground: Rgb): Buffer {
  const last = notes.at(-1)
  const seconds = last ? last.at + last.duration : 1
  const { cents } = drawContour(notes, seconds, seededRandom(1))
  const line = smoothed(cents, cents.length * smoothing)
  const low = line.reduce((least, value) => Math.min(least, value))
  const span = line.reduce((most, value) => Math.max(most, value)) - low || 1
  const room = size - 2 * margin
  const pixels = new Uint8Array(size * size)
  for (let i = 0; i < line.length; i += 4) {
    const x = margin + (i / line.length) * room
    dot(pixels, x, size - margin - ((line[i]! - low) / span) * room)
  }
  const palette = Uint8Array.from({ length: shades * 3 }, (_, i) => {
    const share = Math.floor(i / 3) / (shades - 1)
    return Math.round(ground[i % 3]! + share * (ink[i % 3]! - ground[i % 3]!))
  })
  return png(pixels, palette)
}
