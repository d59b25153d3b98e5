import type { ReactNode } from 'react'

interface SectionProps {
  title: string
  words?: string
  children: ReactNode
}

export function Section({ title, words, children }: SectionProps) {
  return (
    <section className="card settings-section" aria-label={title}>
      <h2>{title}</h2>
      {words && <p className="soft">{words}</p>}
      {children}
    </section>
  )
}
