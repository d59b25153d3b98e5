import { expect, it, vi } from 'vitest'
import { showFile } from './show-file.ts'

it('shows a file that is there, and nothing else', async () => {
  const show = vi.fn<(path: string) => void>()
  for (const path of ['relative.flac', '/nowhere/a.flac', import.meta.dirname, 'https://a.b/', ''])
    expect(await showFile(path, show)).toBe(false)
  expect(show).not.toHaveBeenCalled()
  expect(await showFile(import.meta.filename, show)).toBe(true)
  expect(show).toHaveBeenCalledExactlyOnceWith(import.meta.filename)
})
