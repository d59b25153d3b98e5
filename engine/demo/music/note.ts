/** One note of a melody. */
export interface Note {
  /** Seconds from the start of the recording. */
  at: number
  /** Seconds until the next note or rest. */
  duration: number
  /** Pitch in cents above the tonic. */
  cents: number
  /** Loudness in 0…1. */
  level: number
  /** Where a slide into the note begins, in cents above the tonic. */
  from?: number
  /** A short note struck just before, in cents above the tonic. */
  grace?: number
  /** Half the width of the vibrato in cents; 0 for a straight note. */
  vibrato: number
}
