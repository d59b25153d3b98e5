import type { Session } from 'electron'
import { isAppUrl } from './app-origin.ts'

type Permission = Parameters<NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>>[1]

/** Everything a page may be granted; what is not named is denied. */
const granted: ReadonlySet<string> = new Set<Permission>([
  // Copying a path or a playlist's text.
  'clipboard-sanitized-write',
])

export interface PermissionQuestion {
  permission: string
  /** URL or origin of the frame that asks; a grant is for the app's own pages. */
  asking: string
  isMainFrame: boolean
}

export function mayUse({ permission, asking, isMainFrame }: PermissionQuestion): boolean {
  return granted.has(permission) && isMainFrame && isAppUrl(asking)
}

/** Answers every request and every check by `mayUse`; devices and screen capture are always refused. */
export function restrictPermissions(
  session: Pick<
    Session,
    | 'setPermissionRequestHandler'
    | 'setPermissionCheckHandler'
    | 'setDevicePermissionHandler'
    | 'setDisplayMediaRequestHandler'
  >,
): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(mayUse({ permission, asking: details.requestingUrl, isMainFrame: details.isMainFrame })),
  )
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) =>
    mayUse({ permission, asking: requestingOrigin, isMainFrame: details.isMainFrame }),
  )
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}))
}
