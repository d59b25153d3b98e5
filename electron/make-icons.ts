/**
 * Draws the icon of the application from the page's, for every system: `node electron/make-icons.ts` writes resources/.
 * Windows takes icon.ico, macOS icon.icns, Linux one picture for each size.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { type Picture, writeIcns, writeIco } from './icon-files.ts'

const folder = join(import.meta.dirname, '../resources')
const svg = await readFile(join(import.meta.dirname, '../renderer/src/icon.svg'))
/** The side of the drawing in its own units; those are drawn at 72 dots an inch unless told otherwise. */
const drawnSide = 64
/** On macOS an icon leaves this share of its side free all around, for its shadow. */
const macMargin = 100 / 1024

/** The icon as a PNG of so many pixels a side, with a share of it left free all around. */
async function draw(size: number, margin = 0): Promise<Picture> {
  const free = Math.round(size * margin)
  const side = size - 2 * free
  const png = await sharp(svg, { density: (72 * side * 2) / drawnSide })
    .resize(side, side, { kernel: 'lanczos3' })
    .extend({ top: free, bottom: free, left: free, right: free, background: '#00000000' })
    .png({ compressionLevel: 9 })
    .toBuffer()
  return { size, png }
}

const drawAll = (sizes: number[], margin?: number) =>
  Promise.all(sizes.map((size) => draw(size, margin)))

await mkdir(join(folder, 'icons'), { recursive: true })
for (const { size, png } of await drawAll([16, 24, 32, 48, 64, 128, 256, 512, 1024]))
  await writeFile(join(folder, 'icons', `${size}x${size}.png`), png)
await writeFile(join(folder, 'icon.ico'), writeIco(await drawAll([16, 24, 32, 48, 64, 128, 256])))
await writeFile(
  join(folder, 'icon.icns'),
  writeIcns(await drawAll([16, 32, 64, 128, 256, 512, 1024], macMargin)),
)
