/** What a demo file says of itself, in whichever way its container says it. */
export interface TagSet {
  title: string
  artist: string
  album: string
  composer: string
  genre: string
  comment: string
  track: number
  /** Custom fields by upper-case name, such as MAKAM or TALA. */
  fields: Readonly<Record<string, string>>
  /** A PNG picture. */
  cover: Uint8Array
}
