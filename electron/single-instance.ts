import { isLaunch, type Launch } from './launch.ts'

/** The part of Electron's `app` that knows of other instances. */
interface InstanceLock {
  requestSingleInstanceLock(launch: Launch): boolean
  on(
    event: 'second-instance',
    listener: (event: unknown, argv: string[], cwd: string, launch: unknown) => void,
  ): unknown
}

/**
 * True when this is the only instance for its profile folder; `onSecond` then hears of every later one, with what
 * that one was asked to open (parsed there: Chromium reorders the command line on the way).
 */
export function claimSingleInstance(
  app: InstanceLock,
  launch: Launch,
  onSecond: (launch: Launch) => void,
): boolean {
  if (!app.requestSingleInstanceLock(launch)) return false
  app.on('second-instance', (_event, _argv, _cwd, second) => {
    if (isLaunch(second)) onSecond(second)
  })
  return true
}
