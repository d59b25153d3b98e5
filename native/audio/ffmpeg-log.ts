/** What ffmpeg's log told so far. */
interface FfmpegLog {
  /** Name of the decoded codec, once ffmpeg has mapped its streams. */
  codec: string | undefined
  /** Seconds; undefined when the container states none, or ffmpeg guessed from the bitrate. */
  duration: number | undefined
  badPackets: number
}

const longestLine = 4096
const badPacket =
  /Error while decoding stream|Error submitting packet to decoder|Decoding error|Error during demuxing/

function seconds(clock: RegExpMatchArray): number {
  return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
}

/**
 * Reads the log that `ffmpeg -v repeat+info` writes, as it comes. Tags in it are indented deeper
 * than what is read here, and of a line (a 100 MB comment) only the first 4 KB are kept.
 */
export function ffmpegLogReader(): { log: FfmpegLog; push(text: string): void } {
  const log: FfmpegLog = { codec: undefined, duration: undefined, badPackets: 0 }
  let guessed = false
  let partial = ''
  function line(text: string): void {
    const clock = /^ {2}Duration: (\d+):(\d+):(\d+\.\d+)/.exec(text)
    if (text.includes('Estimating duration from bitrate')) guessed = true
    else if (clock && !guessed) log.duration ??= seconds(clock)
    else if (badPacket.test(text)) log.badPackets++
    else log.codec ??= /^ {2}Stream #0:\d+ -> #0:0 \((\w+) /.exec(text)?.[1]
  }
  return {
    log,
    push(text) {
      const lines = text.split('\n')
      const last = lines.pop() ?? ''
      for (const complete of lines) {
        line((partial + complete).slice(0, longestLine))
        partial = ''
      }
      partial = (partial + last).slice(0, longestLine)
    },
  }
}
