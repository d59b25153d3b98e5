import { useEffect, useState, useSyncExternalStore } from 'react'

function subscribe(listener: () => void) {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** The section that the address names, `#/settings/model`; undefined when it names none. */
function addressed(): string | undefined {
  return /^#\/settings\/([a-z]+)/.exec(location.hash)?.[1]
}

/** The address of a section of the settings. */
export function sectionAddress(id: string): string {
  return `#/settings/${id}`
}

/** The id of the element that holds a section. */
export function sectionElement(id: string): string {
  return `settings-${id}`
}

/**
 * Which of the sections is being read: shows the one that the address names, with the focus on it, and then follows
 * what is scrolled to.
 */
export function useSection(ids: readonly string[]): string | undefined {
  const wanted = useSyncExternalStore(subscribe, addressed)
  const [read, setRead] = useState<string>()
  useEffect(() => {
    const element = wanted === undefined ? null : document.getElementById(sectionElement(wanted))
    element?.scrollIntoView({ block: 'start' })
    element?.focus({ preventScroll: true })
    if (element) setRead(wanted)
  }, [wanted])
  useEffect(() => {
    const inView = new Set<string>()
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries)
          if (isIntersecting) inView.add(target.id)
          else inView.delete(target.id)
        const first = ids.find((id) => inView.has(sectionElement(id)))
        if (first) setRead(first)
      },
      // The upper third of the page is where the eyes are.
      { rootMargin: '-32px 0px -66% 0px' },
    )
    for (const id of ids) {
      const element = document.getElementById(sectionElement(id))
      if (element) observer.observe(element)
    }
    return () => observer.disconnect()
  }, [ids])
  return read
}
