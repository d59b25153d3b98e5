import type { PackAbout } from '../../../../contract/head.ts'

/** Licences that a pack is offered, by the page's words for them. */
const licences = {
  by: { id: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
  bySa: { id: 'CC-BY-SA-4.0', url: 'https://creativecommons.org/licenses/by-sa/4.0/' },
  byNc: { id: 'CC-BY-NC-4.0', url: 'https://creativecommons.org/licenses/by-nc/4.0/' },
  zero: { id: 'CC0-1.0', url: 'https://creativecommons.org/publicdomain/zero/1.0/' },
  reserved: { id: 'All rights reserved', url: null },
} as const satisfies Record<string, PackAbout['licence']>

type OfferedLicence = keyof typeof licences

export const offeredLicences: readonly OfferedLicence[] = ['by', 'bySa', 'byNc', 'zero', 'reserved']

/** One that is offered, another that is named, or none yet. */
export type LicenceChoice = OfferedLicence | 'other' | ''

/** What a pack says of its licence; undefined while none was chosen, or named. */
export function licenceOf(choice: LicenceChoice, named: string): PackAbout['licence'] | undefined {
  if (choice === '') return undefined
  if (choice !== 'other') return licences[choice]
  const id = named.trim()
  return id === '' ? undefined : { id, url: null }
}
