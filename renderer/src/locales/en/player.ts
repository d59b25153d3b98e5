/** The player. In English. */
export const playerWords = {
  player: {
    name: 'Player',
    nothing: 'Nothing is playing',
    play: 'Play',
    pause: 'Pause',
    previous: 'Previous track',
    next: 'Next track',
    position: 'Position',
    positionOf: '{{position}} of {{duration}}',
    volume: 'Volume',
    mute: 'Mute',
    unmute: 'Unmute',
    cannotPlay: 'Cannot be played',
  },
} as const
