import { asIdentity } from './listed-track.ts'

const prefix = 'urn:naghma:track:'

/** An identity as the identifier of a track in XSPF and JSPF. */
export function toUrn(identity: string): string {
  return prefix + identity
}

/** The identity among the identifiers of a track. */
export function identityAmong(identifiers: readonly string[]): string | null {
  const ours = identifiers.find((one) => one.trim().startsWith(prefix))
  return ours === undefined ? null : asIdentity(ours.trim().slice(prefix.length))
}
