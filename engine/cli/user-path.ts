import { resolve } from 'node:path'

/** A path as its user meant it: npm runs scripts in the package's folder and tells where the user stood. */
export function userPath(given: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), given)
}
