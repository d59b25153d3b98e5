/** What is personal in a text, besides what is so on every computer: folders by the name they get instead. */
export interface Personal {
  /** Absolute paths of folders, by the name each is given, e.g. "music folder 1". */
  folders: ReadonlyMap<string, string>
}

/** Where systems keep what belongs to a person; the person's name is the next step of the way. */
const homes =
  /(?:\/home\/|\/Users\/|\/media\/|\/run\/media\/|\/run\/user\/|[A-Za-z]:\\Users\\)[^/\\\s"]+/g
const credentials = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi
/** Titles and names of files stand in quotation marks wherever they are told. */
const quoted = /"[^"\n]*"|“[^”\n]*”/g

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/**
 * A path below a known folder: up to a quotation mark, the end of the line, or the last thing that looks like the ending
 * of a file's name. Names hold spaces and full stops, so that rather some words too many are taken away than a name left.
 */
function placesBelow(folder: string): RegExp {
  return new RegExp(
    `${escaped(folder)}(?:[/\\\\](?:[^"\\n]*(\\.\\w{1,5})(?=[\\s"'.,:;)]|$)|[^"\\n]*))?`,
    'g',
  )
}

/**
 * The text without what is personal: folders by the names given for them, what lies in them as `…` with its ending, homes
 * as `~`, quotations and credentials in addresses as `…`.
 */
export function redact(text: string, { folders }: Personal): string {
  const known = [...folders].sort(([one], [other]) => other.length - one.length)
  const withoutPlaces = known.reduce(
    (words, [folder, name]) =>
      words.replace(placesBelow(folder), (place: string, ending: string | undefined) =>
        place.length === folder.length ? `<${name}>` : `<${name}>/…${ending ?? ''}`,
      ),
    text,
  )
  return withoutPlaces
    .replace(quoted, (words) => (/^"(?:<[^"<>]*>(?:\/…[.\w]*)?)"$/.test(words) ? words : '"…"'))
    .replace(homes, '~')
    .replace(credentials, '$1…@')
}
