import { expect, it } from 'vitest'
import { menuTemplate } from './menu.ts'

function roles(platform: NodeJS.Platform, packaged: boolean): unknown[] {
  return menuTemplate(platform, packaged).flatMap(({ role, submenu }) => [
    role,
    ...(Array.isArray(submenu) ? submenu.map((item) => item.role ?? item.type) : []),
  ])
}

it('has the menu of the application on macOS only', () => {
  expect(roles('darwin', true)[0]).toBe('appMenu')
  expect(roles('linux', true)).not.toContain('appMenu')
  expect(roles('win32', true)).not.toContain('appMenu')
})

it('reloads and inspects only when not packaged', () => {
  expect(roles('linux', false)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']))
  for (const role of ['reload', 'forceReload', 'toggleDevTools'])
    expect(roles('linux', true)).not.toContain(role)
})
