import { expect, test } from 'vitest'
import type { DeviceReport, Verdict } from '../../../../contract/device.ts'
import { choosable, lacksCuda, whyDevice } from './why-device.ts'

function verdict(provider: Verdict['provider'], outcome: Verdict['outcome']): Verdict {
  return {
    provider,
    outcome,
    reason: '',
    precision: 'fp32',
    batch: null,
    windowsPerSecond: null,
    error: null,
    at: 0,
  }
}

const report: DeviceReport = {
  state: 'known',
  trying: null,
  verdicts: [verdict('webgpu', 'good'), verdict('cuda', 'absent'), verdict('cpu', 'good')],
  chosen: 'webgpu',
  facts: {
    runtime: '1.30.0',
    processor: 'EPYC, x64',
    threads: 4,
    graphics: ['NVIDIA GeForce'],
    system: ['Linux 6.8'],
  },
  fellBack: null,
}

test('says why the device in use is in use', () => {
  expect(whyDevice(report, 'auto')).toBe('fastest')
  expect(whyDevice(report, 'webgpu')).toBe('chosen')
  expect(whyDevice({ ...report, chosen: 'cpu' }, 'auto')).toBe('only')
  expect(whyDevice({ ...report, chosen: 'cpu' }, 'cuda')).toBe('instead')
  expect(whyDevice({ ...report, fellBack: 'It hung.' }, 'auto')).toBe('fellBack')
  expect(whyDevice({ ...report, state: 'unknown', chosen: 'cpu' }, 'cuda')).toBe('untried')
  expect(whyDevice({ ...report, state: 'trying', fellBack: 'It hung.' }, 'auto')).toBe('trying')
})

test('offers what is there, the processor, and what is chosen already', () => {
  expect(choosable(report, 'auto')).toEqual(['webgpu', 'cpu'])
  expect(choosable(report, 'cuda')).toEqual(['webgpu', 'cpu', 'cuda'])
  expect(choosable({ ...report, verdicts: [] }, 'auto')).toEqual(['cpu'])
})

test('CUDA is lacking on a PC with Linux and an NVIDIA card alone', () => {
  expect(lacksCuda(report)).toBe(true)
  const without = (facts: Partial<DeviceReport['facts']>) =>
    lacksCuda({ ...report, facts: { ...report.facts, ...facts } })
  expect(without({ graphics: ['AMD Radeon'] })).toBe(false)
  expect(without({ processor: 'Cortex, arm64' })).toBe(false)
  expect(without({ system: ['Windows_NT 10'] })).toBe(false)
  expect(lacksCuda({ ...report, verdicts: [verdict('cuda', 'failed')] })).toBe(false)
})
