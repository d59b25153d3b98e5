/** Of the report's page, in the light and in the dark. */
export const style = `
:root { --paper: #fdfdfb; --ink: #1d1d1f; --quiet: #5b5b63; --grid: #dcdce2; --value: #2f5c8f; --wrong: #a3341b; --line1: #a3341b; --line2: #2d6a4f; --line3: #6b4c9a }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #18181b; --ink: #ececf0; --quiet: #a8a8b3; --grid: #3a3a42; --value: #8ab4e8; --wrong: #ef8f76; --line1: #ef8f76; --line2: #7fc8a4; --line3: #bda3e6 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-inline-size: 72rem; margin-inline: auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem }
h1 { font-size: 1.75rem; line-height: 1.2 }
h2 { font-size: 1.25rem; margin-block: 2.5rem 0.75rem }
.scroll { overflow-x: auto; margin-block: 1rem }
.scroll:focus-visible { outline: 2px solid var(--value); outline-offset: 2px }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.9375rem }
caption { text-align: start; color: var(--quiet); padding-block-end: 0.375rem }
th, td { padding: 0.25rem 0.75rem; border-block-end: 1px solid var(--grid); text-align: end; vertical-align: top }
th[scope=row], thead th:first-child { text-align: start; padding-inline-start: 0 }
th { font-weight: 600 }
tbody th { font-weight: 400 }
.words td, .words thead th { text-align: start; max-inline-size: 44rem; overflow-wrap: anywhere }
.figures td, .figures thead th { white-space: nowrap }
.figures tbody th { min-inline-size: 9rem }
.summary { max-inline-size: 44rem; font-size: 1.0625rem }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 32rem), 1fr)); column-gap: 2rem }
.confusion td { min-inline-size: 2.5rem }
.confusion .right { background: color-mix(in srgb, var(--value) calc(var(--share) * 0.45), transparent) }
.confusion .wrong { background: color-mix(in srgb, var(--wrong) calc(var(--share) * 0.45), transparent) }
figure .scroll { margin-block: 0.25rem }
figure { margin: 1rem 0; min-inline-size: 0 }
figcaption { color: var(--quiet) }
svg { display: block; inline-size: 100%; min-inline-size: 30rem; max-inline-size: 46rem; block-size: auto; font: 12px system-ui, sans-serif }
svg .ink { fill: var(--ink) }
svg .quiet { fill: var(--quiet) }
svg .grid { stroke: var(--grid) }
svg .value { fill: var(--value) }
svg .deviation { stroke: var(--value); stroke-width: 2 }
svg .published { fill: none; stroke: var(--wrong); stroke-width: 2 }
svg polyline { fill: none; stroke-width: 2 }
svg .line0 { stroke: var(--value) }
svg .line1 { stroke: var(--line1); stroke-dasharray: 6 3 }
svg .line2 { stroke: var(--line2); stroke-dasharray: 2 3 }
svg .line3 { stroke: var(--line3); stroke-dasharray: 10 3 2 3 }
@media print {
  @page { margin: 18mm 16mm }
  body { background: none; font-size: 9.5pt }
  main { max-inline-size: none; padding: 0 }
  table { font-size: 8pt }
  th, td { padding: 0.1875rem 0.5rem }
  .scroll { overflow: visible }
  .plots { grid-template-columns: 1fr 1fr }
  svg { min-inline-size: 0 }
  .figures tbody th { min-inline-size: 0 }
  .confusion td { print-color-adjust: exact; min-inline-size: 0 }
  h2, caption, figcaption { break-after: avoid }
  figure, tr { break-inside: avoid }
}
`
