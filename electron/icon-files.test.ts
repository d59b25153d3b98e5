import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { writeIcns, writeIco } from './icon-files.ts'

const resources = join(import.meta.dirname, '../resources')
const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** A PNG's width and height. */
function sizeOf(png: Buffer): [number, number] {
  expect(png.subarray(0, 8)).toEqual(pngStart)
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

it('is for Windows a file of pictures of every usual size', async () => {
  const file = await readFile(join(resources, 'icon.ico'))
  const sizes = Array.from({ length: file.readUInt16LE(4) }, (_, place) => {
    const entry = 6 + 16 * place
    const from = file.readUInt32LE(entry + 12)
    const [width, height] = sizeOf(file.subarray(from, from + file.readUInt32LE(entry + 8)))
    expect([width % 256, height % 256]).toEqual([file[entry], file[entry + 1]])
    return width
  })
  expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256])
})

it('is for macOS a file of parts that fill it, with the largest and the densest', async () => {
  const file = await readFile(join(resources, 'icon.icns'))
  expect(file.toString('latin1', 0, 4)).toBe('icns')
  expect(file.readUInt32BE(4)).toBe(file.length)
  const found: Record<string, number> = {}
  for (let from = 8; from < file.length; from += file.readUInt32BE(from + 4))
    found[file.toString('latin1', from, from + 4)] = sizeOf(file.subarray(from + 8))[0]
  expect(found).toEqual({
    icp4: 16,
    icp5: 32,
    ic11: 32,
    ic12: 64,
    ic07: 128,
    ic08: 256,
    ic13: 256,
    ic09: 512,
    ic14: 512,
    ic10: 1024,
  })
})

it('is for Linux a picture of each size', async () => {
  for (const size of [16, 24, 32, 48, 64, 128, 256, 512, 1024])
    expect(sizeOf(await readFile(join(resources, `icons/${size}x${size}.png`)))).toEqual([
      size,
      size,
    ])
})

it('leaves out sizes that a format has no name for', () => {
  const picture = { size: 24, png: Buffer.from('png') }
  expect(writeIcns([picture])).toHaveLength(8)
  expect(writeIco([picture])).toHaveLength(6 + 16 + 3)
})
