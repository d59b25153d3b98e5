import './progress-bar.css'

interface ProgressBarProps {
  label: string
  /** 0..1; null while the end is not known. */
  fraction: number | null
}

export function ProgressBar({ label, fraction }: ProgressBarProps) {
  const percent = fraction === null ? undefined : Math.round(Math.min(1, fraction) * 100)
  return (
    <div
      className={percent === undefined ? 'progress-bar progress-bar-unknown' : 'progress-bar'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div
        className="progress-bar-fill"
        style={percent === undefined ? {} : { inlineSize: `${percent}%` }}
      />
    </div>
  )
}
