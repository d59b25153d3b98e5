const shapes = {
  library: 'M5 4v16M10 4v16M15 4.5l4.5 15',
  similar: 'M4 12c2-6 4-6 6 0s4 6 6 0 3-5 4-3M4 18h16',
  smart: 'M4 6h11M4 11h7M4 16h6M17 9l1.6 4.4L23 15l-4.4 1.6L17 21l-1.6-4.4L11 15l4.4-1.6z',
  playlist: 'M4 6h11M4 11h11M4 16h7M18 8v9M18 8l3 1.5M18 17a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
  problems: 'M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.3',
  settings:
    'M4 7h10M18 7h2M4 17h2M10 17h10M16 7a2 2 0 1 1-4 0 2 2 0 0 1 4 0zM10 17a2 2 0 1 1-4 0 2 2 0 0 1 4 0z',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20 20',
  close: 'M6 6l12 12M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  columns: 'M4 5h16v14H4zM9.5 5v14M14.5 5v14',
  folder: 'M3 18V6h6l2 2.5h10V18z',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  back: 'M19 12H5M11 6l-6 6 6 6',
  forward: 'M5 12h14M13 6l6 6-6 6',
  keys: 'M3 7h18v11H3zM6.5 10.5v.1M10 10.5v.1M13.5 10.5v.1M17 10.5v.1M8 14.5h8',
  sidebar: 'M3 5h18v14H3zM9 5v14M5.5 9h1M5.5 12h1',
  panel: 'M3 5h18v14H3zM15 5v14M17.5 9h1M17.5 12h1',
  album: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 14a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  artist: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0',
  recent: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  favourite:
    'M12 20C4 14.5 3.5 11 3.5 8.8 3.5 6 5.6 4.5 7.6 4.5c1.9 0 3.4 1 4.4 2.7 1-1.7 2.5-2.7 4.4-2.7 2 0 4.1 1.5 4.1 4.3 0 2.2-.5 5.7-8.5 11.2z',
  why: 'M9 9a3 3 0 1 1 4.4 2.7c-.9.5-1.4 1.1-1.4 2.3M12 17v.2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z',
  up: 'M12 19V5M6 11l6-6 6 6',
  down: 'M12 5v14M6 13l6 6 6-6',
  shuffle:
    'M4 7h3c5 0 5 10 10 10h3M4 17h3c2 0 3.2-1.5 4.2-3.2M13 9.5C14 8 15.200 7 17 7h3M17.500 4.500 20 7l-2.500 2.500M17.500 14.500 20 17l-2.500 2.500',
  repeat:
    'M17 3.500 20 6.500l-3 3M4 11.500v-1a4 4 0 0 1 4-4h12M7 20.500l-3-3 3-3M20 12.500v1a4 4 0 0 1-4 4H4',
  repeatOne:
    'M17 3.500 20 6.500l-3 3M4 11.500v-1a4 4 0 0 1 4-4h12M7 20.500l-3-3 3-3M20 12.500v1a4 4 0 0 1-4 4H4M10.800 10.800l1.700-1v4.400',
  grip: 'M9 6v.1M15 6v.1M9 12v.1M15 12v.1M9 18v.1M15 18v.1',
  practice:
    'M9 17V5l10-2v12M9 17a3 2.400 0 1 1-6 0 3 2.400 0 0 1 6 0zM19 15a3 2.400 0 1 1-6 0 3 2.400 0 0 1 6 0z',
  previous: 'M18 6v12L9 12zM6 6v12',
  next: 'M6 6v12l9-6zM18 6v12',
  play: 'M7 5v14l12-7z',
  pause: 'M8 5v14M16 5v14',
  volume: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
  muted: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5',
  more: 'M5 12v.1M12 12v.1M19 12v.1',
  edit: 'M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19zM14 6.5l3.5 3.5',
  trash: 'M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5.5M14 11v5.5',
  export: 'M12 15V4M7.5 8.5 12 4l4.5 4.5M4 15v5h16v-5',
  import: 'M12 4v11M7.5 10.5 12 15l4.5-4.5M4 15v5h16v-5',
  retry: 'M19 5v5h-5M5 19v-5h5M6 9.5A7 7 0 0 1 18.5 9M18 14.5A7 7 0 0 1 5.5 15',
  browse: 'M4 5h6v6H4zM14 5h6v6h-6zM4 15h6v5H4zM14 17.5h6M17 14.5v6',
  mode: 'M3 18h3v-5h3v5h2V6h3v12h2v-8h3v8h2',
  teach:
    'M12 5 2.500 9.500 12 14l9.500-4.500zM6 11.500V16c0 1 3 2.500 6 2.500s6-1.500 6-2.500v-4.500M21.500 9.500V15',
  filter: 'M4 6h16M7 12h10M10 18h4',
  pin: 'M9 4h6l-1 6 3.5 3.5h-11L10 10zM12 13.5V20',
  expand: 'M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7',
  tag: 'M4 4h8l8 8-8 8-8-8zM8 8v.1',
  chevron: 'M6 9l6 6 6-6',
  check: 'M5 12.5 10 17.5 19.5 7',
  light:
    'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  dark: 'M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z',
  system: 'M3 5h18v11H3zM9 20h6M12 16v4',
} as const

export type IconName = keyof typeof shapes

const directed = new Set<IconName>(['back', 'forward', 'sidebar', 'panel'])
const filled = new Set<IconName>(['play', 'previous', 'next'])

/** A decoration: whatever it means is said by the text or the label beside it. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={filled.has(name) ? 'currentColor' : 'none'}
      stroke="currentColor"
      strokeWidth={name === 'more' || name === 'pause' ? 3 : 1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={directed.has(name) ? 'icon-directed' : undefined}
    >
      <path d={shapes[name]} />
    </svg>
  )
}
