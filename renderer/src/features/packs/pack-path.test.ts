import { expect, test } from 'vitest'
import { packFileName, pathIn } from './pack-path.ts'

test('a name loses what no file may have, and nothing else', () => {
  expect(packFileName('Düğün: “oyun” / 9/8')).toBe('Düğün “oyun” 9 8')
  expect(packFileName(' ..\\hidden\n.')).toBe('hidden')
  expect(packFileName('???')).toBe('tag pack')
})

test('a path keeps to the separator of its folder', () => {
  expect(pathIn('/home/me', 'a.zip')).toBe('/home/me/a.zip')
  expect(pathIn('/odd\\name/', 'a.zip')).toBe('/odd\\name/a.zip')
  expect(pathIn('C:\\Music', 'a.zip')).toBe('C:\\Music\\a.zip')
  expect(pathIn('D:\\', 'a.zip')).toBe('D:\\a.zip')
})
