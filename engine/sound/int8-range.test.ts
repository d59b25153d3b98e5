import { expect, test } from 'vitest'
import { largestWeight, largestWeightHere } from './int8-range.ts'

const cpuInfo = (...cores: string[]) =>
  cores.map((flags, i) => `processor\t: ${i}\nflags\t\t: fpu ${flags}\nbugs\t\t: \n`).join('\n')

test.each([
  ['x64', cpuInfo('avx2 avx512f avx512bw avx512_vnni', 'avx2 avx512f avx512bw avx512_vnni'), 127],
  ['x64', cpuInfo('avx2 avx_vnni'), 127],
  ['x64', cpuInfo('avx2 fma'), 64],
  ['x64', cpuInfo('avx2 avx512f avx512bw'), 64],
  ['x64', cpuInfo('avx2 avx512f avx512bw avx_vnni'), 64],
  ['x64', cpuInfo('avx2 avx_vnni', 'avx2'), 64],
  ['x64', cpuInfo('avx2 not_avx_vnni'), 64],
  ['x64', '', 64],
  ['arm64', '', 127],
])('%s with %j', (architecture, text, largest) => {
  expect(largestWeight(architecture, text)).toBe(largest)
})

test('this processor is one or the other', async () => {
  expect([64, 127]).toContain(await largestWeightHere())
})
