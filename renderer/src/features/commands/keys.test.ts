import { expect, test } from 'vitest'
import { belongsToField, isPressed, keysInWords, parseKeys } from './keys.ts'

function press(key: string, code: string, held: Partial<Record<string, boolean>> = {}) {
  return { key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }
}

test('reads combinations, and the plus key too', () => {
  expect(parseKeys('Mod+Shift+K')).toEqual({ key: 'k', mod: true, alt: false, shift: true })
  expect(parseKeys('Alt+ArrowUp')).toMatchObject({ key: 'ArrowUp', alt: true })
  expect(parseKeys('Mod++')).toMatchObject({ key: '+', mod: true })
  expect(parseKeys('?')).toMatchObject({ key: '?', mod: false })
})

test('Ctrl is Command on a Mac, and further keys held make it another combination', () => {
  expect(isPressed('Mod+K', press('k', 'KeyK', { ctrlKey: true }), false)).toBe(true)
  expect(isPressed('Mod+K', press('k', 'KeyK', { metaKey: true }), false)).toBe(false)
  expect(isPressed('Mod+K', press('k', 'KeyK', { metaKey: true }), true)).toBe(true)
  expect(isPressed('Mod+K', press('K', 'KeyK', { ctrlKey: true, shiftKey: true }), false)).toBe(
    false,
  )
  expect(isPressed('Mod+K', press('k', 'KeyK', { ctrlKey: true, altKey: true }), false)).toBe(false)
  expect(isPressed('k', press('k', 'KeyK', { ctrlKey: true }), false)).toBe(false)
})

test('keyboards of other scripts, and signs that Alt writes, go by the place of the key', () => {
  expect(isPressed('Mod+K', press('κ', 'KeyK', { ctrlKey: true }), false)).toBe(true)
  expect(isPressed('s', press('ς', 'KeyS'), false)).toBe(true)
  expect(isPressed('Alt+1', press('¡', 'Digit1', { altKey: true }), true)).toBe(true)
  // A Latin keyboard with the letters elsewhere means its letters.
  expect(isPressed('q', press('a', 'KeyQ'), false)).toBe(false)
})

test('a sign needs whatever Shift its keyboard asks for', () => {
  expect(isPressed('?', press('?', 'Slash', { shiftKey: true }), false)).toBe(true)
  expect(isPressed('?', press('?', 'Minus', { shiftKey: false }), false)).toBe(true)
})

test('what writes or edits belongs to the field that has the focus', () => {
  expect(['s', '?', 'Mod+Z', 'Mod+A'].map(belongsToField)).toEqual([true, true, true, true])
  expect(['Mod+K', 'Alt+1', 'Mod+Shift+P'].map(belongsToField)).toEqual([false, false, false])
})

test('is printed as on the keys', () => {
  expect(keysInWords('Mod+Shift+k', {}, false)).toBe('Ctrl+Shift+K')
  expect(keysInWords('Mod+Shift+k', {}, true)).toBe('⇧⌘K')
  expect(keysInWords('Alt+ArrowUp', {}, false)).toBe('Alt+↑')
  expect(keysInWords('Delete', { Delete: 'Del' }, false)).toBe('Del')
})
