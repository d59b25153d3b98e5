import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { languages } from '../contract/language.ts'
import { menuCommands } from '../contract/menu-commands.ts'
import { type MenuParts, menuTemplate, offeredCommands } from './menu.ts'
import { menuWords } from './menu-words.ts'
import { noticeWords } from './notice-words.ts'

const platforms = ['darwin', 'win32', 'linux'] as const

function menu(given: Partial<MenuParts> = {}) {
  const run = vi.fn<MenuParts['run']>()
  const template = menuTemplate({
    platform: 'linux',
    packaged: true,
    words: menuWords.en,
    offered: new Set(menuCommands),
    run,
    showLicences: () => {},
    ...given,
  })
  return { template, items: template.flatMap(withBelow), run }
}

function withBelow(item: MenuItemConstructorOptions): MenuItemConstructorOptions[] {
  return [item, ...(Array.isArray(item.submenu) ? item.submenu.flatMap(withBelow) : [])]
}

function click({ click: clicked }: MenuItemConstructorOptions): void {
  Reflect.apply(clicked ?? (() => {}), undefined, [])
}

describe('the menu bar', () => {
  it('has the menu of the application, services and hiding on macOS only', () => {
    const own = ['appMenu', 'services', 'hide', 'hideOthers', 'unhide', 'front']
    const roles = (platform: NodeJS.Platform) => menu({ platform }).items.map(({ role }) => role)
    expect(roles('darwin')).toEqual(expect.arrayContaining(own))
    for (const platform of ['win32', 'linux'] as const)
      for (const role of own) expect(roles(platform)).not.toContain(role)
    expect(menu({ platform: 'darwin' }).template[0]?.role).toBe('appMenu')
  })

  it.each(platforms)('has on %s everything once, and what every program has', (platform) => {
    const { items } = menu({ platform })
    const ids = items.flatMap(({ id }) => id ?? [])
    expect(ids.toSorted()).toEqual([...menuCommands].sort())
    const roles = items.map(({ role }) => role)
    for (const role of ['about', 'quit', 'undo', 'copy', 'paste', 'close', 'zoomIn', 'help'])
      expect(roles.filter((one) => one === role)).toHaveLength(1)
    const keys = items.flatMap(({ accelerator }) => accelerator ?? [])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('reloads and inspects only when not packaged', () => {
    const roles = (packaged: boolean) => menu({ packaged }).items.map(({ role }) => role)
    expect(roles(false)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']))
    for (const role of ['reload', 'forceReload', 'toggleDevTools'])
      expect(roles(true)).not.toContain(role)
  })

  it('has the page run its commands, and greys those that are not offered', () => {
    const offered = offeredCommands(['player.next', 'tracks.selectAll'])
    expect([...offered]).toEqual(['player.next'])
    const { items, run } = menu({ offered })
    const item = (id: string) => items.find((one) => one.id === id) ?? {}
    expect(item('player.next').enabled).toBe(true)
    expect(item('player.previous').enabled).toBe(false)
    click(item('player.next'))
    expect(run).toHaveBeenCalledExactlyOnceWith('player.next')
  })

  it('shows the licences itself', () => {
    const showLicences = vi.fn()
    const { items } = menu({ showLicences })
    click(items.find(({ label }) => label === 'Licences') ?? {})
    expect(showLicences).toHaveBeenCalledOnce()
  })
})

describe.each(languages)('the shell in %s', (language) => {
  it('has a label for every item, and no two of one menu alike', () => {
    for (const platform of platforms)
      for (const { submenu, label } of menu({ platform, words: menuWords[language] }).template) {
        if (!Array.isArray(submenu)) throw new Error(`${label} has no items.`)
        const labels = submenu.filter(({ type }) => type !== 'separator').map((item) => item.label)
        expect(labels.every((text) => text !== undefined && text.trim() !== '')).toBe(true)
        expect(new Set(labels).size).toBe(labels.length)
      }
  })

  it('says everything', () => {
    const { work, ...words } = noticeWords[language]
    for (const text of [...Object.values(words), ...Object.values(work)])
      expect(text.trim().length).toBeGreaterThan(2)
  })
})
