import { expect, test } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatDecibels,
  formatDuration,
  formatPercent,
  formatShare,
  formatSpan,
  formatTenths,
} from './format.ts'

test('durations read like a clock', () => {
  expect([0, 7, 187, 3599.6, 3729, null].map(formatDuration)).toEqual([
    '0:00',
    '0:07',
    '3:07',
    '1:00:00',
    '1:02:09',
    '',
  ])
})

test('places in a track are told to the tenth', () => {
  expect([0, 7.04, 59.96, 187.4, 3729].map(formatTenths)).toEqual([
    '0:00.0',
    '0:07.0',
    '1:00.0',
    '3:07.4',
    '62:09.0',
  ])
})

test('spans keep their largest units', () => {
  expect([40, 61, 3600, 7500, 400_000].map(formatSpan)).toEqual([
    '40 sec',
    '1 min',
    '1 hr',
    '2 hr 5 min',
    '5 days',
  ])
})

test('a share is never rounded up to more than it is', () => {
  expect([0, 0.5, 0.996, 0.9999, 1].map(formatShare)).toEqual(['0', '50', '99.6', '99.9', '100'])
})

test('a probability is certain or impossible only when it is', () => {
  expect([0, 0.001, 0.57, 0.824, 0.999, 1].map(formatPercent)).toEqual([
    '0',
    '1',
    '57',
    '82',
    '99',
    '100',
  ])
})

test('counts and sizes', () => {
  expect(formatCount(123456)).toBe('123,456')
  expect([10, 2500, 3.2e6, 3.78e8, 1.25e9].map(formatBytes)).toEqual([
    '1 kB',
    '3 kB',
    '3 MB',
    '378 MB',
    '1.3 GB',
  ])
})

test('decibels say whether they are more or less', () => {
  expect([-3.5, 0, 6].map(formatDecibels)).toEqual(['-3.5', '0', '+6'])
})
