/** Raised when files are to be read anew for what this reader finds and earlier ones did not. 1: ReplayGain. */
export const tagsVersion = 1
