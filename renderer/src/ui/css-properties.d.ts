import 'react'

declare module 'react' {
  interface CSSProperties {
    /** Filled share of a range input, a percentage. */
    '--range-fill'?: string
    /** Filled share of a match bar, a percentage. */
    '--match'?: string
    /** The width of an album's cover, a length. */
    '--cover'?: string
    /** The height of all rows of the queue, a length. */
    '--queue-height'?: string
    /** `grid-template-columns` of every row of a grid. */
    '--grid-columns'?: string
    /** The narrowest that the rows of a grid can be, a length. */
    '--grid-least'?: string
    /** The width of a grid's scroll bar, a length. */
    '--grid-gutter'?: string
  }
}
