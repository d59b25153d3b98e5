import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { findFfmpeg } from './find-ffmpeg.ts'
import { temporaryFolder } from './fixtures/media-tools.ts'

const folder = temporaryFolder()

function script(name: string, body: string): string {
  const path = join(folder, name, 'ffmpeg')
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(path, `#!/bin/sh\n${body}\n`)
  chmodSync(path, 0o755)
  return path
}

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(process.platform === 'win32')('findFfmpeg (stand-ins are shell scripts)', () => {
  test('the variable comes before the setting, the setting before PATH', async () => {
    const [named, set, onPath] = ['named', 'set', 'path'].map((name) =>
      script(name, 'echo ffmpeg version 7'),
    )
    vi.stubEnv('PATH', join(folder, 'path'))
    vi.stubEnv('NAGHMA_FFMPEG', named)
    expect(await findFfmpeg(set)).toBe(named)
    vi.stubEnv('NAGHMA_FFMPEG', undefined)
    expect(await findFfmpeg(set)).toBe(set)
    expect(await findFfmpeg()).toBe(onPath)
  })

  test('what does not run, or is something else, is passed over', async () => {
    script('fails', 'exit 1')
    script('other', 'echo something else')
    const good = script('good', 'echo ffmpeg version N-1-gabc')
    vi.stubEnv('NAGHMA_FFMPEG', undefined)
    vi.stubEnv(
      'PATH',
      ['fails', 'other', 'none', 'good'].map((name) => join(folder, name)).join(':'),
    )
    expect(await findFfmpeg(join(folder, 'nowhere'))).toBe(good)
  })

  test('none is used when there is none, or when the variable says so', async () => {
    script('good', 'echo ffmpeg version 7')
    vi.stubEnv('PATH', folder)
    vi.stubEnv('NAGHMA_FFMPEG', undefined)
    expect(await findFfmpeg()).toBeUndefined()
    vi.stubEnv('PATH', join(folder, 'good'))
    vi.stubEnv('NAGHMA_FFMPEG', 'none')
    expect(await findFfmpeg()).toBeUndefined()
  })
})
