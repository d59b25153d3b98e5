/** A square picture: pixels a side, and its PNG. */
export interface Picture {
  size: number
  png: Buffer
}

const ICO_HEADER = 6
const ICO_ENTRY = 16

/** Windows' icon file of PNGs of at most 256 pixels (https://learn.microsoft.com/windows/win32/menurc/resources, ICONDIR). */
export function writeIco(pictures: readonly Picture[]): Buffer {
  const header = Buffer.alloc(ICO_HEADER + ICO_ENTRY * pictures.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(pictures.length, 4)
  let offset = header.length
  for (const [place, { size, png }] of pictures.entries()) {
    const entry = ICO_HEADER + ICO_ENTRY * place
    // One byte each for width and height, where 0 stands for 256.
    header.writeUInt8(size % 256, entry)
    header.writeUInt8(size % 256, entry + 1)
    header.writeUInt16LE(1, entry + 4)
    header.writeUInt16LE(32, entry + 6)
    header.writeUInt32LE(png.length, entry + 8)
    header.writeUInt32LE(offset, entry + 12)
    offset += png.length
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)])
}

/** What macOS calls a PNG of so many pixels: at its size, and at half of it on a screen of double density. */
const icnsTypes: Readonly<Record<number, readonly string[]>> = {
  16: ['icp4'],
  32: ['icp5', 'ic11'],
  64: ['ic12'],
  128: ['ic07'],
  256: ['ic08', 'ic13'],
  512: ['ic09', 'ic14'],
  1024: ['ic10'],
}

function icnsPart(type: string, bytes: Buffer): Buffer {
  const head = Buffer.alloc(8, type, 'latin1')
  head.writeUInt32BE(head.length + bytes.length, 4)
  return Buffer.concat([head, bytes])
}

/** macOS's icon file of PNGs: parts of a four-letter type, their length and their bytes, within one such part. */
export function writeIcns(pictures: readonly Picture[]): Buffer {
  const parts = pictures.flatMap(({ size, png }) =>
    (icnsTypes[size] ?? []).map((type) => icnsPart(type, png)),
  )
  return icnsPart('icns', Buffer.concat(parts))
}
