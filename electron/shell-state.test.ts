import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { freshState, openShellMemory, readableState, type ShellState } from './shell-state.ts'
import { arrangement, isReachable, type Screen, windowPlace, withPlace } from './window-place.ts'

const laptop: Screen = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1440, height: 900 },
  workArea: { x: 0, y: 25, width: 1440, height: 875 },
}
const beside: Screen = {
  id: 2,
  bounds: { x: 1440, y: -200, width: 2560, height: 1440 },
  workArea: { x: 1440, y: -200, width: 2560, height: 1400 },
}

describe('what the shell keeps', () => {
  const state: ShellState = {
    bounds: { '1440x900@0,0': { x: 10, y: 30, width: 1000, height: 700 } },
    maximised: true,
    fullScreen: false,
    zoomFactor: 1.25,
    theme: 'dark',
    language: 'el',
  }

  it('comes back as it was saved, in a file that is always whole', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'naghma-shell-state-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const file = join(folder, 'profile', 'shell.json')
    const memory = openShellMemory(file)
    expect(memory.state()).toEqual(freshState)
    memory.change(state)
    memory.change({ zoomFactor: 1.5, theme: 'light' })
    const changed = { ...state, zoomFactor: 1.5, theme: 'light' }
    expect(memory.state()).toEqual(changed)
    expect(openShellMemory(file).state()).toEqual(changed)
    expect(await readdir(join(folder, 'profile'))).toEqual(['shell.json'])
    await writeFile(file, (await readFile(file, 'utf8')).slice(0, 20))
    expect(openShellMemory(file).state()).toEqual(freshState)
  })

  it('is kept in memory where the disk refuses', () => {
    const memory = openShellMemory('/dev/null/nowhere/shell.json')
    memory.change({ language: 'ta' })
    expect(memory.state().language).toBe('ta')
  })

  it('is read part by part, whatever the file holds', () => {
    expect(readableState({ ...state, zoomFactor: 99, theme: 'pink', language: 'xx' })).toEqual({
      ...state,
      zoomFactor: 1,
      theme: 'system',
      language: 'en',
    })
    expect(
      readableState({ bounds: { a: { x: 0, y: 0, width: 'wide', height: 1 } } }).bounds,
    ).toEqual({})
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const read = readableState(value)
        expect(readableState(read)).toEqual(read)
      }),
    )
  })
})

describe('the place of the window', () => {
  const place = { x: 1500, y: 100, width: 1200, height: 900 }

  it('is kept for each arrangement of displays', () => {
    const onDesk = withPlace(freshState, [laptop, beside], place)
    expect(arrangement([beside, laptop])).toBe(arrangement([laptop, beside]))
    expect(windowPlace({ bounds: onDesk }, [beside, laptop])).toEqual(place)
    expect(windowPlace({ bounds: onDesk }, [laptop])).toEqual({ width: 1280, height: 800 })
    const both = withPlace({ bounds: onDesk }, [laptop], { ...place, x: 20 })
    expect(windowPlace({ bounds: both }, [laptop]).x).toBe(20)
    expect(windowPlace({ bounds: both }, [laptop, beside]).x).toBe(1500)
  })

  it('is given up when it cannot be reached, and never larger than a small display', () => {
    for (const lost of [
      { ...place, x: -1190 },
      { ...place, y: -900 },
      { ...place, x: 9000 },
      { ...place, y: 890 },
    ]) {
      expect(isReachable(lost, [laptop])).toBe(false)
      const bounds = withPlace(freshState, [laptop], lost)
      expect(windowPlace({ bounds }, [laptop])).not.toHaveProperty('x')
    }
    expect(isReachable({ ...place, x: 1300 }, [laptop])).toBe(true)
    const small = { ...laptop, workArea: { x: 0, y: 0, width: 1024, height: 600 } }
    expect(windowPlace(freshState, [small])).toEqual({ width: 1024, height: 600 })
  })
})
