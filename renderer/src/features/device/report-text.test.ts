import { expect, test } from 'vitest'
import { reportText } from './report-text.ts'

test('a report names the machine, every verdict with its figures, and what is in use', () => {
  const verdict = {
    precision: 'fp32',
    batch: null,
    windowsPerSecond: null,
    error: null,
    at: 0,
  } as const
  const text = reportText(
    {
      state: 'known',
      trying: null,
      chosen: 'webgpu',
      fellBack: null,
      facts: {
        runtime: '1.30.0',
        processor: 'EPYC, x64',
        threads: 2,
        graphics: ['Radeon 780M, driver 25.1'],
        system: ['Linux 6.8'],
      },
      verdicts: [
        {
          ...verdict,
          provider: 'webgpu',
          outcome: 'good',
          reason: 'Right.',
          batch: 4,
          windowsPerSecond: 12.34,
          error: 2e-12,
        },
        { ...verdict, provider: 'cuda', outcome: 'absent', reason: 'No libraries.' },
      ],
    },
    '0.1.0',
  )
  expect(text.split('\n')).toEqual([
    'Naghma 0.1.0, ONNX Runtime 1.30.0',
    'Processor: EPYC, x64, 2 threads',
    'Graphics: Radeon 780M, driver 25.1',
    'System: Linux 6.8',
    'In use: webgpu',
    'webgpu fp32: good, 12.3 windows/s, 4 at once, 1 - cosine 2.0e-12. Right.',
    'cuda fp32: absent. No libraries.',
    '',
  ])
})
