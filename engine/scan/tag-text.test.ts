import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanComment, cleanLine, titleFromFileName } from './tag-text.ts'

describe('a line', () => {
  test.each([
    ['Hicaz\u0000 Peşrevi\u0000', 'Hicaz Peşrevi'],
    ['gnp.\u202Eexe\u202C', 'gnp.exe'],
    ['\u2066a\u2069\ufeffb', 'ab'],
    ['a\r\nb\tc\u001b[31m', 'a b c [31m'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['S\u0327arkı', 'Şarkı'],
    ['bad \ud800 half', 'bad \ufffd half'],
    ['می‌خواهم', 'می‌خواهم'],
    ['  a   b  ', 'a b'],
    [Buffer.from('Şarkı').toString('latin1'), 'Şarkı'],
    ['Café Noël', 'Café Noël'],
  ])('%j becomes %j', (text, clean) => {
    expect(cleanLine(text)).toBe(clean)
  })

  test('is never longer than asked, nor ends in half a character', () => {
    expect(cleanLine('x'.repeat(5000))).toHaveLength(1000)
    expect(cleanLine('𝄞'.repeat(30), 5)).toBe('𝄞𝄞')
  })
})

test('a comment keeps its lines', () => {
  expect(cleanComment('one\r\ntwo\u2028three\u0000\u0007')).toBe('one\ntwo\nthree')
})

test('no text leaves a control, an override or a lone surrogate', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const clean = cleanLine(text, 100)
      expect(clean).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u)
      expect(clean.length).toBeLessThanOrEqual(100)
      expect(cleanLine(clean, 100)).toBe(clean)
    }),
    { numRuns: 2000 },
  )
})

describe('a title from a file name', () => {
  test.each([
    ['Klasik/01 - Uşşak Saz Semâîsi.mp3', 'Uşşak Saz Semâîsi'],
    ['1-05. Raga Yaman.flac', 'Raga Yaman'],
    ['03_Taksim_Hicaz.mp3', 'Taksim Hicaz'],
    ['12.mp3', '12'],
    ['1905.flac', '1905'],
    ['1905 Taksim.flac', '1905 Taksim'],
    ['99 Luftballons.mp3', 'Luftballons'],
    ['.mp3', '.mp3'],
    ['Dr. Subramaniam.wav', 'Dr. Subramaniam'],
    ['no extension', 'no extension'],
    ['R\ufffdga.mp3', 'R\ufffdga'],
    ['\u0007', '?'],
  ])('%j is %j', (name, title) => {
    expect(titleFromFileName(name)).toBe(title)
  })
})
