import { expect, it, vi } from 'vitest'
import { type PageRecoveryParts, pageRecovery } from './page-recovery.ts'

function page(answers: Partial<PageRecoveryParts> = {}) {
  let now = 0
  const parts = {
    reload: vi.fn<() => void>(),
    cameBack: vi.fn<() => void>(),
    giveUp: vi.fn<(reason: string) => Promise<boolean>>(async () => false),
    askToReload: vi.fn<() => Promise<boolean>>(async () => false),
    endPage: vi.fn<() => void>(),
    log: vi.fn<(words: string) => void>(),
    now: () => now,
    ...answers,
  }
  const pass = (milliseconds: number) => {
    now += milliseconds
  }
  return { parts, recovery: pageRecovery(parts), wait: pass }
}

it('loads a page that died again, and says so', () => {
  const { parts, recovery } = page()
  recovery.gone('crashed')
  expect(parts.reload).toHaveBeenCalledOnce()
  expect(parts.cameBack).toHaveBeenCalledOnce()
  recovery.gone('clean-exit')
  expect(parts.reload).toHaveBeenCalledOnce()
})

it('asks at the fourth death within a minute, and counts anew after the user tried again', async () => {
  const giveUp = vi.fn(async () => true)
  const { parts, recovery, wait } = page({ giveUp })
  for (let death = 0; death < 4; death++) {
    recovery.gone('oom')
    wait(10_000)
  }
  expect(giveUp).toHaveBeenCalledExactlyOnceWith('oom')
  await vi.waitFor(() => expect(parts.reload).toHaveBeenCalledTimes(4))
  recovery.gone('oom')
  expect(parts.reload).toHaveBeenCalledTimes(5)
  expect(giveUp).toHaveBeenCalledOnce()
})

it('goes on for ever with a page that dies now and then', () => {
  const { parts, recovery, wait } = page()
  for (let death = 0; death < 20; death++) {
    recovery.gone('crashed')
    wait(25_000)
  }
  expect(parts.giveUp).not.toHaveBeenCalled()
  expect(parts.reload).toHaveBeenCalledTimes(20)
})

it('asks about a page that hangs, once, and ends it if it still does', async () => {
  const answer = Promise.withResolvers<boolean>()
  const { parts, recovery } = page({ askToReload: vi.fn(() => answer.promise) })
  recovery.unresponsive()
  recovery.unresponsive()
  answer.resolve(true)
  await vi.waitFor(() => expect(parts.endPage).toHaveBeenCalledOnce())
  recovery.gone('killed')
  expect(parts.reload).toHaveBeenCalledOnce()
  expect(parts.askToReload).toHaveBeenCalledOnce()
})

it('leaves a page alone that reacts again before the answer', async () => {
  const answer = Promise.withResolvers<boolean>()
  const { parts, recovery } = page({ askToReload: () => answer.promise })
  recovery.unresponsive()
  recovery.responsive()
  answer.resolve(true)
  await answer.promise
  await Promise.resolve()
  expect(parts.endPage).not.toHaveBeenCalled()
})
