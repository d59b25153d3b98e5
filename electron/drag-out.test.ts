import { expect, it, vi } from 'vitest'
import { type DraggedFiles, dragOut } from './drag-out.ts'

const here = import.meta.filename

function drag(found: string[], milliseconds = 3) {
  let now = 0
  const startDrag = vi.fn<(files: DraggedFiles<string>) => void>()
  const findFiles = vi.fn(async () => {
    now += milliseconds
    return found
  })
  const started = dragOut([1, 2], {
    findFiles,
    iconOf: async () => 'a note',
    startDrag,
    now: () => now,
  })
  return { started, startDrag, findFiles }
}

it('drags the files that the engine finds for the tracks, as far as they are there', async () => {
  const { started, startDrag, findFiles } = drag([
    here,
    '/gone.flac',
    'relative.flac',
    import.meta.dirname,
  ])
  expect(await started).toBe(true)
  expect(findFiles).toHaveBeenCalledExactlyOnceWith([1, 2])
  expect(startDrag).toHaveBeenCalledExactlyOnceWith({ file: here, files: [here], icon: 'a note' })
})

it('begins no drag without a file, or after the mouse was let go', async () => {
  for (const { started, startDrag } of [drag([]), drag(['/gone.flac']), drag([here], 2_000)]) {
    expect(await started).toBe(false)
    expect(startDrag).not.toHaveBeenCalled()
  }
})
