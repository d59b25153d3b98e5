import { expect, test } from 'vitest'
import { packageFolder } from './third-party.ts'

test('a module belongs to the package that it lies deepest in', () => {
  expect(packageFolder('/app/node_modules/react/index.js?v=1')).toBe('node_modules/react')
  expect(packageFolder('C:\\app\\node_modules\\@orpc\\client\\dist\\a.mjs')).toBe(
    'node_modules/@orpc/client',
  )
  expect(packageFolder('/app/node_modules/a/node_modules/@b/c/d.js')).toBe(
    'node_modules/a/node_modules/@b/c',
  )
  expect(packageFolder('/app/renderer/src/main.tsx')).toBeUndefined()
})
