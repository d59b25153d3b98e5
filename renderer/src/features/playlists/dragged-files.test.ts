import { expect, test } from 'vitest'
import { mayBePlaylists } from './dragged-files.ts'

const file = (type: string) => ({ kind: 'file', type })

test.each([
  'audio/x-mpegurl',
  'audio/mpegurl',
  'audio/x-scpls',
  'text/csv',
  'application/xspf+xml',
  '',
])('a file of type “%s” may be a playlist', (type) => {
  expect(mayBePlaylists([file('audio/flac'), file(type)])).toBe(true)
})

test.each(['audio/flac', 'audio/mpeg', 'video/mp4', 'image/png'])(
  'a file of type “%s” is none',
  (type) => {
    expect(mayBePlaylists([file(type), { kind: 'string', type: 'text/plain' }])).toBe(false)
  },
)
