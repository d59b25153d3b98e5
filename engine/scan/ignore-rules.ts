import { problem } from '../../contract/problem.ts'

/** Whether rules ignore a place of a folder: its path in it, with `/`, and whether it is a directory. */
export type Ignores = (path: string, directory: boolean) => boolean

interface Rule {
  pattern: RegExp
  /** `!`: what an earlier rule ignores is wanted after all. */
  wanted: boolean
  directoriesOnly: boolean
}

function literal(letters: string): string {
  return letters.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/** The inside of a bracket expression: only ranges keep a meaning. */
function inBrackets(set: string): string {
  return set.replace(/\\(.)|[[\]^]/gu, (found, letter?: string) => literal(letter ?? found))
}

/** Parts of a pattern, in the order in which they are tried, and the regular expressions they stand for. */
const parts: readonly (readonly [RegExp, (found: RegExpExecArray) => string])[] = [
  [/^\*\*\//y, () => '(?:.*/)?'],
  [/\/\*\*\//y, () => '/(?:.*/)?'],
  [/\/\*\*$/y, () => '/.+'],
  [/\*+/y, () => '[^/]*'],
  [/\?/y, () => '[^/]'],
  [
    /\[([!^]?)(\]?(?:\\.|[^\]\\])*)\]/uy,
    ([, not, set = '']) => `(?!/)[${not ? '^' : ''}${inBrackets(set)}]`,
  ],
  [/\\(.)/uy, ([, letter = '']) => literal(letter)],
  [/./suy, ([letter]) => literal(letter)],
]

function toExpression(glob: string): string {
  let expression = ''
  for (let at = 0; at < glob.length; ) {
    for (const [part, meaning] of parts) {
      part.lastIndex = at
      const found = part.exec(glob)
      if (!found) continue
      expression += meaning(found)
      at = part.lastIndex
      break
    }
  }
  return expression
}

/** Blank lines and comments are no rules. */
function readRule(line: string): Rule | undefined {
  // A blank at the end counts only behind a backslash.
  const text = line.replace(/(?<!\\)\s+$/, '').normalize()
  if (text === '' || text.startsWith('#')) return undefined
  const wanted = text.startsWith('!')
  const glob = wanted ? text.slice(1) : text
  const path = glob.replace(/\/$/, '')
  // A slash within ties a rule to the folder itself; without one it holds at any depth.
  const depth = path.includes('/') ? '' : '(?:.*/)?'
  try {
    const pattern = new RegExp(`^${depth}${toExpression(path.replace(/^\//, ''))}$`, 'iu')
    return { pattern, wanted, directoriesOnly: path !== glob }
  } catch (cause) {
    throw problem('invalid-input', `The rule "${line}" cannot be read. Check its brackets.`, {
      field: 'rules',
      cause,
    })
  }
}

/**
 * Reads rules in the syntax of .gitignore, one a line: the last that fits decides, and nothing in a directory that is
 * ignored can be wanted again. Unlike git's they do not mind capitals, which many disks do not keep apart. Undefined
 * when there is no rule. Problem: `invalid-input`.
 */
export function readIgnoreRules(rules: string): Ignores | undefined {
  const read = rules.split(/\r?\n/).flatMap((line) => readRule(line) ?? [])
  if (read.length === 0) return undefined
  const decides = (path: string, directory: boolean) =>
    read.findLast((rule) => (directory || !rule.directoriesOnly) && rule.pattern.test(path))
  return (path, directory) => {
    const names = path.normalize().split('/')
    return names.some((_, index) => {
      const last = index === names.length - 1
      const rule = decides(names.slice(0, index + 1).join('/'), !last || directory)
      return rule !== undefined && !rule.wanted
    })
  }
}
