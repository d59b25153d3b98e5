import { InvalidArgumentError, Option } from 'commander'
import type { Provider } from '../../contract/device.ts'
import { splitWays } from '../datasets/split-tracks.ts'
import { aggregations } from '../heads/head.ts'

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

/** Layers of an encoder: "7" or "5,7,12". */
export function layers(): Option {
  return new Option(
    '--layers <numbers>',
    'only these layers of each window, such as 7 or 5,7,12',
  ).argParser((given: string) => given.split(',').map(whole(0, 1023)))
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

/** How much of each track of a dataset is heard. */
export function depth(): Option {
  return new Option('--depth <depth>', 'quick: 12 windows of 5 s a track; full: all')
    .choices(['quick', 'full'])
    .default('quick')
}

export function device(): Option {
  return new Option(
    '--device <device>',
    'what computes the model; auto takes the fastest that is right',
  )
    .choices(['auto', ...providerIds])
    .default('auto')
}

export function split(): Option {
  return new Option(
    '--split <way>',
    'given: as the list says, else by groups; groups: artists, albums and works never on both sides; random',
  )
    .choices(splitWays)
    .default('given')
}

export function aggregation(): Option {
  return new Option(
    '--aggregation <way>',
    'of the layers: conv, as on the model card, or weighted-sum, as in MARBLE',
  )
    .choices(aggregations)
    .default(aggregations[0])
}

export function hiddenLayer(): Option {
  return new Option('--hidden <size>', 'size of the hidden layer; 0 for a linear head')
    .argParser(whole(0, 4096))
    .default(512)
}

export function learner(): Option {
  return new Option('--learner <learner>', 'gradient, or closed-form, which is for few examples')
    .choices(['gradient', 'closed-form'])
    .default('gradient')
}

export function epochs(): Option {
  return new Option('--epochs <number>', 'at most so many').argParser(whole(1, 1000)).default(100)
}

export function seed(): Option {
  return new Option('--seed <number>', 'what chance begins with')
    .argParser(whole(0, 2 ** 31 - 1))
    .default(1)
}

export function seeds(): Option {
  return new Option('--seeds <number>', 'how often a head is trained anew')
    .argParser(whole(1, 50))
    .default(5)
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

/** The number of a version of a head. */
export const versionNumber = whole(1, Number.MAX_SAFE_INTEGER)

/** An option that may be given several times. */
export function repeatable(flags: string, words: string): Option {
  return new Option(flags, `${words}; may be repeated`).argParser(several)
}

const providerIds: readonly Provider[] = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml']
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
