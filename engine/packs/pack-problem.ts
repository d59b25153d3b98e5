import { type Problem, problem } from '../../contract/problem.ts'

/** A tag pack that cannot be used. `reason` ends the sentence. */
export function packBroken(reason: string, cause?: unknown): Problem {
  return problem('pack-broken', `This is not a tag pack that can be used: ${reason}.`, { cause })
}
