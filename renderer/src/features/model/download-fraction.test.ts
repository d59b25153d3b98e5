import { expect, test } from 'vitest'
import type { ModelDownload } from '../../../../contract/model.ts'
import { downloadFraction } from './download-fraction.ts'

const download: ModelDownload = {
  state: 'downloading',
  id: 'culturemert-95m',
  name: 'CultureMERT-95M',
  bytes: 120,
  total: 480,
  bytesPerSecond: null,
  secondsLeft: null,
  message: '',
}

test('a download is never further than its end, and not known without one while it moves', () => {
  expect(downloadFraction(download)).toBe(0.25)
  expect(downloadFraction({ ...download, bytes: 500 })).toBe(1)
  expect(downloadFraction({ ...download, total: null })).toBeNull()
  expect(downloadFraction({ ...download, state: 'failed', total: null })).toBe(0)
})
