import { expect, test } from 'vitest'
import { settings } from '../../../../contract/engine.ts'
import { addressFault } from './address-fault.ts'

test('an address of a server has no fault, and the engine takes it', () => {
  for (const text of [
    'https://mirror.example',
    'http://proxy.example:3128',
    'HTTPS://user:word@mirror.example/models/',
    'http://[::1]:8080',
  ]) {
    expect(addressFault(text), text).toBeNull()
    expect(settings.shape.mirror.safeParse(text).success, text).toBe(true)
  }
})

test('what is wrong with an address is told', () => {
  const told = [
    'mirror.example',
    'https:/mirror.example',
    'socks5://proxy.example:1080',
    'https://',
    'https://mirror example',
    'http://proxy.example:99999',
    `https://mirror.example/${'a'.repeat(2_048)}`,
  ].map(addressFault)
  expect(told).toEqual([
    'noScheme',
    'noScheme',
    'otherScheme',
    'unreadable',
    'unreadable',
    'unreadable',
    'tooLong',
  ])
})
