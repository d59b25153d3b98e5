import { InvalidArgumentError, Option } from 'commander'

function whole(least: number, most: number) {
  return (given: string) => {
    const value = Number(given)
    if (!Number.isInteger(value) || given.trim() === '' || value < least || value > most)
      throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`)
    return value
  }
}

function between(least: number, most: number) {
  return (given: string) => {
    const value = Number(given)
    if (given.trim() === '' || !(value >= least && value <= most))
      throw new InvalidArgumentError(`Give a number from ${least} to ${most}.`)
    return value
  }
}

/** Minutes and seconds as a clock shows them, or seconds: "4:30", "270". */
function duration(given: string): number {
  const clock = /^(?:(\d+):)?(\d+):([0-5]\d)$/.exec(given)
  const seconds = clock
    ? Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
    : Number(given)
  if (given.trim() === '' || !(seconds >= 0 && seconds < Number.MAX_SAFE_INTEGER))
    throw new InvalidArgumentError('Give seconds, or minutes and seconds such as 4:30.')
  return seconds
}

function several(given: string, before: string[] = []): string[] {
  return [...before, given]
}

/** `-n`: how many rows are listed. */
export function limit(most: number): Option {
  return new Option('-n, --limit <number>', 'at most so many')
    .argParser(whole(1, 1000))
    .default(most)
}

/** How many tracks are tuned on. */
export function sampleSize(): Option {
  return new Option('--tracks <number>', 'tracks in the sample')
    .argParser(whole(12, 200))
    .default(40)
}

/** A published evaluation whose tags are taken, and whose figures are shown beside. */
export function benchmark(): Option {
  return new Option(
    '--benchmark <id>',
    'take the tags of this published evaluation (makam, hindustani, carnatic, lyra, fma, magnatagatune)',
  )
}

export function mostTags(): Option {
  return new Option('--tags <number>', 'only so many tags, the most frequent')
    .argParser(whole(1, 10_000))
    .conflicts('benchmark')
}

export function port(): Option {
  return new Option('--port <port>', 'port on 127.0.0.1; 0 takes a free one')
    .argParser(whole(0, 65_535))
    .default(0)
}

export function blend(): Option {
  return new Option(
    '--blend <share>',
    'from 0, by sound alone, to 1, by mode alone (transposition does not matter)',
  ).argParser(between(0, 1))
}

/** Told in percent, taken as 0..1. */
export function threshold(): Option {
  return new Option('--threshold <percent>', 'how certain tags must be (default: 60)').argParser(
    (given: string) => between(0, 100)(given.replace(/\s*%$/, '')) / 100,
  )
}

export function minDuration(): Option {
  return new Option('--min-duration <time>', 'at least so long, e.g. 4:30').argParser(duration)
}

export function maxDuration(): Option {
  return new Option('--max-duration <time>', 'at most so long').argParser(duration)
}

export function perArtist(): Option {
  return new Option('--per-artist <number>', 'at most so many tracks of one artist').argParser(
    whole(1, 100),
  )
}

/** The number of a change to tags. */
export function change(flags: string, words: string): Option {
  return new Option(flags, words).argParser(whole(1, Number.MAX_SAFE_INTEGER))
}

/** An option that may be given several times. */
export function repeatable(flags: string, words: string): Option {
  return new Option(flags, `${words}; may be repeated`).argParser(several)
}

const traditionIds = ['turkish', 'hindustani', 'carnatic', 'greek', 'other']

/** `also` are further answers than the traditions. */
export function tradition(words: string, ...also: string[]): Option {
  return new Option('--tradition <tradition>', words).choices([...traditionIds, ...also])
}

export function someTraditions(): Option {
  return new Option('--tradition <traditions...>', 'of any of these traditions').choices([
    ...traditionIds,
    'unknown',
  ])
}
