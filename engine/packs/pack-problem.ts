import { type Problem, problem } from '../../contract/problem.ts'

const whatToDo = 'Get the pack again, or tell its maker.'

/** A tag pack that cannot be used. `reason` ends the sentence. */
export function packBroken(reason: string, cause?: unknown): Problem {
  const words = `This is not a tag pack that can be used: ${reason}. ${whatToDo}`
  return problem('pack-broken', words, { cause })
}

/** One whose weights are no head. */
export function headOfPackBroken(error: Problem): Problem {
  return problem('pack-broken', `${error.message} ${whatToDo}`, { cause: error })
}

/** One with a file of more bytes than it may have. */
export function tooLarge(what: string, most: number): Problem {
  return packBroken(`${what} has more than the ${most / 2 ** 20} MB that it may have`)
}
