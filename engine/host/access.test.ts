import { expect, test } from 'vitest'
import { cookieName, isAuthorised, isFromHere, tokenInAddress } from './access.ts'

const token = 'a-token-of-some-length'
const port = 4242

test.each([
  [{ host: '127.0.0.1:4242' }, true],
  [{ host: 'localhost:4242' }, true],
  [{ host: '127.0.0.1:4242', origin: 'http://127.0.0.1:4242' }, true],
  [{ host: '127.0.0.1:4242', origin: 'http://localhost:4242' }, false],
  [{ host: '127.0.0.1:4242', origin: 'https://example.org' }, false],
  [{ host: '127.0.0.1:4242', origin: 'null' }, false],
  [{ host: 'evil.example:4242' }, false],
  [{ host: '127.0.0.1:4243' }, false],
  [{}, false],
])('a request with %o is from here: %s', (headers, expected) => {
  expect(isFromHere(headers, port)).toBe(expected)
})

test('the local socket takes no request of a page', () => {
  expect(isFromHere({}, undefined)).toBe(true)
  expect(isFromHere({ origin: 'http://127.0.0.1:4242' }, undefined)).toBe(false)
})

test('the token is taken from the cookie of this port, or from the header', () => {
  const access = { token, port }
  expect(isAuthorised({ cookie: `x=1; ${cookieName(port)}=${token}` }, access)).toBe(true)
  expect(isAuthorised({ cookie: `${cookieName(port + 1)}=${token}` }, access)).toBe(false)
  expect(isAuthorised({ cookie: `${cookieName(port)}=${token}x` }, access)).toBe(false)
  expect(isAuthorised({ authorization: `Bearer ${token}` }, access)).toBe(true)
  expect(isAuthorised({ authorization: 'Bearer ' }, access)).toBe(false)
  expect(isAuthorised({}, access)).toBe(false)
})

test('the token in the address a page is opened with', () => {
  expect(tokenInAddress(`/?token=${token}`, token)).toBe(true)
  expect(tokenInAddress('/?token=', token)).toBe(false)
  expect(tokenInAddress('/', token)).toBe(false)
})
