import { fieldUse } from './labelled-fields.ts'
import type { NamedTag } from './settle-claims.ts'
import type { Source } from './tradition-evidence.ts'

/** The texts that a file carries about its track. */
export interface TrackTexts {
  title: string
  album: string
  artist: string
  genre: string
  comment: string
  /** Further fields of its tags, e.g. MAKAM or WORK. */
  fields: readonly { key: string; value: string }[]
  /** Paths below the music folder, with forward slashes. */
  paths: readonly string[]
}

/** A text to be scanned for names. */
export interface SourceText {
  text: string
  source: Source
  place: NamedTag['place']
  key: string
}

const mostPaths = 8

/** A path's folders, outermost first, so that "Makam/Hicaz" reads as a label and its value; and its file. */
function pathTexts(path: string): { folders: string; name: string } {
  const parts = path
    .split('/')
    .map((part) => (part.includes(' ') ? part : part.replaceAll('-', ' ')))
  const file = parts.pop() ?? ''
  return {
    folders: parts.filter(Boolean).join(': '),
    name: file.replace(/(?<=.)\.[^. ]{1,5}$/u, ''),
  }
}

/** Whether a file is named by the title, but for a track number before it. */
function repeats(name: string, title: string): boolean {
  return title !== '' && name.endsWith(title) && !/\p{L}/u.test(name.slice(0, -title.length))
}

/** What is scanned of a track; labelled fields are read for themselves. */
export function sourceTexts(texts: TrackTexts): SourceText[] {
  const all: SourceText[] = [
    { text: texts.title, source: 'title', place: 'title', key: '' },
    { text: texts.genre, source: 'genre', place: 'genre', key: '' },
    { text: texts.album, source: 'album', place: 'album', key: '' },
    { text: texts.artist, source: 'artist', place: 'field', key: 'ARTIST' },
    { text: texts.comment, source: 'comment', place: 'comment', key: '' },
  ]
  for (const { key, value } of texts.fields) {
    const read = fieldUse(key)
    if (!read) continue
    if (read.use !== 'label') all.push({ text: value, source: read.use, place: 'field', key })
    else if (read.marks.includes('tradition')) {
      all.push({ text: value, source: 'field', place: 'field', key })
    }
  }
  for (const path of texts.paths.slice(0, mostPaths)) {
    const { folders, name } = pathTexts(path)
    if (!repeats(name, texts.title))
      all.push({ text: name, source: 'name', place: 'path', key: '' })
    all.push({ text: folders, source: 'folder', place: 'path', key: '' })
  }
  return all.filter(({ text }) => text !== '')
}
