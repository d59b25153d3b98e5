import { expect, test } from 'vitest'
import { fold } from './fold.ts'

test('accents, capitals, the dotless i and the final sigma make no difference', () => {
  expect(['Uşşak', 'Kürdîlihicazkâr', 'İSFAHAN', 'Sırf', 'Bhairavī', 'Tōḍī'].map(fold)).toEqual([
    'ussak',
    'kurdilihicazkar',
    'isfahan',
    'sirf',
    'bhairavi',
    'todi',
  ])
  expect(fold('Καρσιγάρ')).toBe(fold('ΚΑΡΣΙΓΑΡ'))
  expect(fold('δρόμος')).toBe('δρομοσ')
})

test('vowel signs of other scripts are letters, not accents', () => {
  expect(fold('हंसध्वनि')).toBe('हंसध्वनि'.normalize('NFKD').normalize('NFC'))
  expect(fold('हंसध्वनि')).not.toBe(fold('हसधवन'))
  expect(fold('حجاز')).toBe('حجاز')
  expect(fold('மோகனம்')).not.toBe(fold('மகனம'))
})
