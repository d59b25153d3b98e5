export type AddressFault = 'noScheme' | 'otherScheme' | 'unreadable' | 'tooLong'

const mostCharacters = 2_048

/** Why a text is no http or https address; null for one that is. */
export function addressFault(text: string): AddressFault | null {
  if (text.length > mostCharacters) return 'tooLong'
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
  if (!scheme) return 'noScheme'
  if (scheme !== 'http' && scheme !== 'https') return 'otherScheme'
  return !/\s/.test(text) && URL.canParse(text) ? null : 'unreadable'
}
