import { readFile } from 'node:fs/promises'
import { arch, platform } from 'node:process'

/** Full 8 bits, symmetric. */
const FULL = 127
/** Two products of an unsigned byte and such a weight still fit 16 bits: 2 * 255 * 64 < 2^15. */
const NARROW = 64

/**
 * The largest quantised weight that a processor multiplies right. Without its instructions for dot products of bytes
 * (VNNI), x64 adds two products in 16 bits and cuts off what is too large, so there weights keep to 7 bits; ARM adds in
 * 32. `cpuInfo` is the text of Linux's /proc/cpuinfo; other systems do not tell, and get 7 bits on x64.
 */
export function largestWeight(architecture: string, cpuInfo: string): number {
  if (architecture === 'arm64') return FULL
  const flags = [...cpuInfo.matchAll(/^flags\s*: (.*)$/gm)].map(([, names = '']) =>
    names.split(' '),
  )
  // ONNX Runtime prefers its AVX-512 routine, which needs an instruction set of its own for this.
  const multiplies = (has: (flag: string) => boolean) =>
    has('avx512f') ? has('avx512_vnni') && has('avx512bw') : has('avx_vnni')
  const all = flags.length > 0 && flags.every((names) => multiplies((flag) => names.includes(flag)))
  return all ? FULL : NARROW
}

/** {@link largestWeight} of the processor this runs on. */
export async function largestWeightHere(): Promise<number> {
  const cpuInfo =
    platform === 'linux' ? await readFile('/proc/cpuinfo', 'utf8').catch(() => '') : ''
  return largestWeight(arch, cpuInfo)
}
