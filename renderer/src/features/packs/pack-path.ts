const reserved = /[\\/:*?"<>|\p{Cc}]+/gu

/** A name that files of every system may have, of what people call a head. */
export function packFileName(name: string): string {
  const plain = name.replace(reserved, ' ').replace(/\s+/g, ' ')
  return plain.replace(/^[. ]+|[. ]+$/g, '').slice(0, 120) || 'tag pack'
}

/** The path of what lies in a folder of the engine's machine, whichever system that is. */
export function pathIn(folder: string, name: string): string {
  const separator = folder.includes('\\') && !folder.startsWith('/') ? '\\' : '/'
  return /[\\/]$/.test(folder) ? folder + name : folder + separator + name
}
