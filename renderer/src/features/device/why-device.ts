import type { DeviceReport, Provider } from '../../../../contract/device.ts'
import type { Settings } from '../../../../contract/engine.ts'

/** Why the device in use is in use: a part of the names of words. */
export type Why = 'untried' | 'trying' | 'fellBack' | 'fastest' | 'only' | 'chosen' | 'instead'

/** Why `report.chosen` is what is computed with, by the user's choice and what the trials came to. */
export function whyDevice(report: DeviceReport, wanted: Settings['device']): Why {
  if (report.state === 'trying') return 'trying'
  if (report.fellBack !== null) return 'fellBack'
  if (report.state === 'unknown') return 'untried'
  if (wanted !== 'auto') return report.chosen === wanted ? 'chosen' : 'instead'
  return report.chosen === 'cpu' ? 'only' : 'fastest'
}

/** The devices a user may choose from: the processor, those that are there, and the one that is chosen. */
export function choosable(report: DeviceReport, wanted: Settings['device']): Provider[] {
  const there = report.verdicts
    .filter(({ outcome }) => outcome !== 'absent')
    .map(({ provider }) => provider)
  const chosen = wanted === 'auto' ? [] : [wanted]
  return [...new Set<Provider>([...there, ...chosen, 'cpu'])]
}

/** Whether CUDA's libraries would be of use: a PC with Linux and an NVIDIA card that has none. */
export function lacksCuda({ facts, verdicts }: DeviceReport): boolean {
  const absent = verdicts.some(
    ({ provider, outcome }) => provider === 'cuda' && outcome === 'absent',
  )
  const pc = facts.system.some((line) => /^linux/i.test(line)) && /\bx64$/.test(facts.processor)
  return absent && pc && [...facts.graphics, ...facts.system].some((line) => /nvidia/i.test(line))
}
