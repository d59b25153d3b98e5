import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { embeddedThumbnail, folderThumbnail, thumbnail } from './artwork.ts'
import { concat, noise } from './fixtures/bytes.ts'

const folder = mkdtempSync(join(tmpdir(), 'naghma-artwork-'))
afterAll(() => rmSync(folder, { recursive: true }))

function plain(width: number, height: number, background = '#336699') {
  return sharp({ create: { width, height, channels: 3, background } })
}

/** The worst to compress. */
function noisy(side: number) {
  return sharp(noise(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
}

test.each(['jpeg', 'png', 'webp', 'gif'] as const)('%s becomes a small WebP', async (format) => {
  const made = await thumbnail(await plain(1200, 600).toFormat(format).toBuffer())
  const { width, height, format: written } = await sharp(made?.bytes).metadata()
  expect({ width, height, written, mime: made?.mime }).toEqual({
    width: 300,
    height: 150,
    written: 'webp',
    mime: 'image/webp',
  })
  expect(made?.sha256).toHaveLength(32)
})

test('a small picture is not enlarged, and the worst stays within 40 KB', async () => {
  const small = await thumbnail(await plain(50, 40).png().toBuffer())
  expect(await sharp(small?.bytes).metadata()).toMatchObject({ width: 50, height: 40 })
  const worst = await thumbnail(await noisy(1500).jpeg({ quality: 100 }).toBuffer())
  expect(worst?.bytes.length).toBeLessThanOrEqual(40 * 1024)
})

test('equal pictures have equal thumbnails, made once', async () => {
  const picture = await plain(400, 400).jpeg().toBuffer()
  expect(embeddedThumbnail(Uint8Array.from(picture))).toBe(embeddedThumbnail(picture))
  expect((await thumbnail(picture))?.sha256).toEqual((await embeddedThumbnail(picture))?.sha256)
})

describe('no thumbnail, and no crash, of', () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'
  const bomb = () => {
    const header = concat([0x89], 'PNG\r\n', [0x1a, 0x0a, 0, 0, 0, 13], 'IHDR')
    return concat(header, [0x7f, 255, 255, 255, 0x7f, 255, 255, 255, 8, 2, 0, 0, 0], noise(50))
  }
  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['an SVG', Buffer.from(svg)],
    ['a PDF', Buffer.from('%PDF-1.7\n1 0 obj')],
    ['a JPEG of noise', concat([0xff, 0xd8, 0xff, 0xe0], noise(5000))],
    ['a PNG of 2^31 pixels each way', bomb()],
    ['33 MB', concat([0xff, 0xd8, 0xff], Buffer.alloc(33 << 20))],
  ])('%s', async (_, bytes) => {
    expect(await thumbnail(bytes)).toBeUndefined()
  })

  test('a JPEG cut off in the middle', async () => {
    const whole = await noisy(600).jpeg().toBuffer()
    expect(await thumbnail(whole.subarray(0, whole.length / 2))).toBeUndefined()
  })
})

describe('beside a file', () => {
  const place = (directory: string) => Buffer.from(`${directory}/track.mp3`)
  const put = async (directory: string, name: string, background: string) => {
    mkdirSync(join(folder, directory), { recursive: true })
    const picture = await plain(20, 20, background).png().toBuffer()
    writeFileSync(join(folder, directory, name), picture)
  }
  const colour = async (directory: string) => {
    const made = await folderThumbnail(folder, place(directory))
    return (
      made && [...(await sharp(made.bytes).raw().toBuffer()).subarray(0, 3)].map((v) => v > 128)
    )
  }

  test('cover before folder, in any case and format', async () => {
    await put('Plakçı', 'Folder.PNG', '#ff0000')
    await put('Plakçı', 'COVER.JPG', '#00ff00')
    expect(await colour('Plakçı')).toEqual([false, true, false])
  })

  test('the next one when the first is damaged', async () => {
    await put('b', 'front.png', '#0000ff')
    writeFileSync(join(folder, 'b/cover.jpg'), 'not a picture')
    expect(await colour('b')).toEqual([false, false, true])
  })

  test('none', async () => {
    await put('c', 'holiday.png', '#0000ff')
    expect(await colour('c')).toBeUndefined()
    expect(await colour('absent')).toBeUndefined()
  })
})
