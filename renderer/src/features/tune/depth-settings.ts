import type { Settings } from '../../../../contract/engine.ts'
import { quickWindowsOf } from '../settings/quick-windows.tsx'

/** The settings that analyse a track by so many windows, null for all; undefined where there are none. */
export function depthSettings(windows: number | null): Partial<Settings> | undefined {
  if (windows === null) return { depth: 'full' }
  const quickWindows = quickWindowsOf(windows)
  return quickWindows && { depth: 'quick', quickWindows }
}

/** Whether the settings are so already. */
export function isSet(
  { depth, quickWindows }: Pick<Settings, 'depth' | 'quickWindows'>,
  wanted: Partial<Settings>,
): boolean {
  return (
    depth === wanted.depth &&
    (wanted.quickWindows === undefined || quickWindows === wanted.quickWindows)
  )
}
