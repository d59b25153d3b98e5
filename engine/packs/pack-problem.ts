import { type Problem, problem } from '../../contract/problem.ts'

/** A tag pack that cannot be used. `reason` ends the sentence. */
export function packBroken(reason: string, cause?: unknown): Problem {
  return problem('pack-broken', `This is not a tag pack that can be used: ${reason}.`, { cause })
}

/** One with a file of more bytes than it may have. */
export function tooLarge(what: string, most: number): Problem {
  return packBroken(`${what} has more than the ${most / 2 ** 20} MB that it may have`)
}
