import { expect, test } from 'vitest'
import { estimateTimes } from './estimate-times.ts'

test('an estimate names both times, and none where nothing was measured', () => {
  expect(estimateTimes({ quickSeconds: 0, fullSeconds: 50_400 })).toEqual({
    quick: '1 sec',
    full: '14 hr',
  })
  expect(estimateTimes({ quickSeconds: null, fullSeconds: null })).toBeNull()
})
