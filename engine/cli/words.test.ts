import { expect, test } from 'vitest'
import { span } from './words.ts'

test.each([
  [0, '0 seconds'],
  [1, '1 second'],
  [29, '29 seconds'],
  [59.7, '1 minute'],
  [600, '10 minutes'],
  [45, '45 seconds'],
  [3_599, '1 hour'],
  [3_660, '1 hour 1 minute'],
  [35_999, '10 hours'],
  [86_399, '1 day'],
  [200_000, '2 days 8 hours'],
])('%d seconds are %s', (seconds, words) => {
  expect(span(seconds)).toBe(words)
})
