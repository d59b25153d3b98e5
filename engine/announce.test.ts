import { expect, test } from 'vitest'
import type { EngineEvent } from '../contract/engine.ts'
import { createAnnouncer } from './announce.ts'

async function told(announce: (announcer: ReturnType<typeof createAnnouncer>) => void) {
  const announcer = createAnnouncer()
  const controller = new AbortController()
  const events: EngineEvent[] = []
  const following = (async () => {
    for await (const event of announcer.follow(controller.signal)) events.push(event)
  })().catch(() => {})
  await Promise.resolve()
  announce(announcer)
  announcer.close()
  await new Promise((resolve) => setTimeout(resolve, 20))
  controller.abort()
  await following
  return events
}

test('one thing is told once, however many noticed it; two things are two', async () => {
  const events = await told(({ announce }) => {
    for (const message of ['a process died', 'a process died', 'a disk is full'])
      announce({ type: 'notice', message })
  })
  expect(events).toEqual([
    { type: 'notice', message: 'a process died' },
    { type: 'notice', message: 'a disk is full' },
  ])
})

test('many changes become one event, none is lost at the end', async () => {
  const events = await told(({ changed }) => {
    changed('tracks')
    changed('tags', 'tracks')
  })
  expect(events).toEqual([{ type: 'changed', lists: ['tracks', 'tags'] }])
})
