import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { kept, type MenuItem, StandInWindow, standIn } from './fixtures/stand-in.ts'

vi.mock('electron', async () => (await import('./fixtures/stand-in.ts')).standIn)

/** Electron's program cannot be had: the shell starts over a stand-in for it, so that its parts are at least joined right. */
let data: string
const argv = process.argv
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'naghma-shell-'))
  await mkdir(join(data, 'music'))
  await writeFile(join(data, 'list.m3u8'), '#EXTM3U')
  Object.assign(process, { resourcesPath: '/resources' })
  process.argv = ['/naghma', '--data', data, join(data, 'music')]
})
afterAll(async () => {
  standIn.app.emit('will-quit', { preventDefault: () => {} })
  kept.forked[0]?.emit('exit', 0)
  process.argv = argv
  await rm(data, { recursive: true })
})

const page = () => {
  const [window] = StandInWindow.open
  if (!window) throw new Error('There is no window.')
  return window
}
const engine = () => {
  const [forked] = kept.forked
  if (!forked) throw new Error('There is no engine.')
  return forked
}

/** The page sends a message from its own top frame. */
function say(message: object, url = 'naghma://app/'): void {
  const event = { senderFrame: { url, parent: null }, sender: page().webContents }
  standIn.ipcMain.emit('naghma:from-page', event, message)
}

const heard = () => page().webContents.postMessage.mock.calls.map(([, message]) => message)

function menuItems(menu = kept.menu): MenuItem[] {
  return menu.flatMap((item) => [item, ...menuItems(item.submenu ?? [])])
}

test('starts an engine, shuts the page in, and opens a hidden window on it', async () => {
  await import('./main.ts')
  await vi.waitFor(() => expect(StandInWindow.open).toHaveLength(1))
  expect(engine().postMessage.mock.calls[0]?.[0]).toEqual({
    type: 'open',
    dataFolder: data,
    folders: [],
    demo: false,
    resourcesFolder: '/resources',
  })
  for (const handler of [
    standIn.app.enableSandbox,
    standIn.session.defaultSession.setPermissionRequestHandler,
    standIn.session.defaultSession.webRequest.onBeforeRequest,
    standIn.protocol.handle,
    page().webContents.setWindowOpenHandler,
  ])
    expect(handler).toHaveBeenCalledOnce()
  expect(page().loadURL).toHaveBeenCalledExactlyOnceWith('naghma://app/')
  expect(page().options).toMatchObject({ show: false, width: 1280, height: 800 })
  page().emit('ready-to-show')
  expect(page().show).toHaveBeenCalledOnce()
})

test('introduces page and engine, and tells the page what it was started with', async () => {
  say({ type: 'naghma:port-wanted' }, 'https://example.org/')
  engine().emit('message', { type: 'ready', socket: '/s', token: 't' })
  expect(heard()).toEqual([])
  say({ type: 'naghma:port-wanted' })
  const folders = [join(data, 'music')]
  await vi.waitFor(() =>
    expect(heard()).toEqual([
      { type: 'naghma:port' },
      { type: 'naghma:open', folders, playlists: [] },
    ]),
  )
  const places = [join(data, 'list.m3u8')]
  standIn.app.emit('second-instance', {}, [], '', { dataFolder: data, places, demo: false })
  await vi.waitFor(() =>
    expect(heard()[2]).toEqual({ type: 'naghma:open', folders: [], playlists: places }),
  )
  expect(page().focus).toHaveBeenCalledOnce()
})

test('follows the page in language, theme and commands', () => {
  say({ type: 'naghma:speaks', language: 'el' })
  say({ type: 'naghma:looks', theme: 'dark' })
  say({ type: 'naghma:offers', commands: ['player.next'] })
  expect(standIn.nativeTheme.themeSource).toBe('dark')
  const next = menuItems().find(({ id }) => id === 'player.next')
  expect(next).toMatchObject({ label: 'Επόμενο κομμάτι', enabled: true })
  next?.click?.()
  expect(heard().at(-1)).toEqual({ type: 'naghma:command', id: 'player.next' })
})

test('shows work, files and drags as the engine says', async () => {
  engine().emit('message', { type: 'work', state: 'running', fraction: 0.25, kinds: ['sound'] })
  expect(page().setProgressBar).toHaveBeenLastCalledWith(0.25, { mode: 'normal' })
  expect(standIn.powerSaveBlocker.start).toHaveBeenCalledOnce()
  const path = join(data, 'list.m3u8')
  engine().emit('message', { type: 'show-file', path })
  await vi.waitFor(() => expect(standIn.shell.showItemInFolder).toHaveBeenCalledWith(path))
  say({ type: 'naghma:drag-out', trackIds: [3] })
  expect(engine().postMessage.mock.lastCall?.[0]).toEqual({
    type: 'find-files',
    id: 1,
    trackIds: [3],
  })
  engine().emit('message', { type: 'files-found', id: 1, paths: [path] })
  await vi.waitFor(() =>
    expect(page().webContents.startDrag).toHaveBeenCalledExactlyOnceWith({
      file: path,
      files: [path],
      icon: 'an icon',
    }),
  )
})

test('loads a page that died again, and writes it down', async () => {
  page().webContents.emit('render-process-gone', {}, { reason: 'crashed' })
  expect(page().webContents.reload).toHaveBeenCalledOnce()
  expect(await readFile(join(data, 'logs/shell.log'), 'utf8')).toMatch(
    /Naghma 0\.0\.0.*The engine is ready.*process is gone: crashed/s,
  )
})

test('keeps the window’s place, and quits with it', async () => {
  page().close()
  expect(standIn.app.quit).toHaveBeenCalledOnce()
  expect(JSON.parse(await readFile(join(data, 'desktop/shell.json'), 'utf8'))).toEqual({
    bounds: { '1440x900@0,0': { x: 5, y: 30, width: 900, height: 700 } },
    maximised: true,
    fullScreen: false,
    zoomFactor: 1.5,
    theme: 'dark',
    language: 'el',
  })
})
