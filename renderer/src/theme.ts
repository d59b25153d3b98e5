import { useSyncExternalStore } from 'react'
import { desktop } from './desktop.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

export const contrasts = ['system', 'more'] as const
type Contrast = (typeof contrasts)[number]

const storageKey = 'naghma.theme'
const contrastKey = 'naghma.contrast'
const listeners = new Set<() => void>()

function currentTheme(): Theme {
  const stored = localStorage.getItem(storageKey)
  return themes.find((theme) => theme === stored) ?? 'system'
}

function currentContrast(): Contrast {
  const stored = localStorage.getItem(contrastKey)
  return contrasts.find((contrast) => contrast === stored) ?? 'system'
}

/** Shows the chosen theme and contrast, also in the frame of a desktop window; `system` follows the system. */
export function applyTheme() {
  const theme = currentTheme()
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  if (currentContrast() === 'more') document.documentElement.dataset.contrast = 'more'
  else delete document.documentElement.dataset.contrast
  desktop?.look(theme)
}

export function chooseTheme(theme: Theme) {
  keep(storageKey, theme)
}

export function chooseContrast(contrast: Contrast) {
  keep(contrastKey, contrast)
}

function keep(key: string, choice: string) {
  localStorage.setItem(key, choice)
  applyTheme()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, currentTheme)
}

export function useContrast(): Contrast {
  return useSyncExternalStore(subscribe, currentContrast)
}
