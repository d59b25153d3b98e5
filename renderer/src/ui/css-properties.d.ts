import 'react'

declare module 'react' {
  interface CSSProperties {
    /** Filled share of a range input, a percentage. */
    '--range-fill'?: string
    /** Filled share of a match bar, a percentage. */
    '--match'?: string
  }
}
