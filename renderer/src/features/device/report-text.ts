import type { DeviceReport, Verdict } from '../../../../contract/device.ts'

/** Everything that is known of the devices, as lines of text for a report to others. */
export function reportText({ facts, verdicts, chosen, fellBack }: DeviceReport, version: string) {
  return [
    `Naghma ${version}, ONNX Runtime ${facts.runtime}`,
    `Processor: ${facts.processor}, ${facts.threads} threads`,
    ...facts.graphics.map((line) => `Graphics: ${line}`),
    ...facts.system.map((line) => `System: ${line}`),
    `In use: ${chosen}`,
    ...(fellBack === null ? [] : [`Fell back: ${fellBack}`]),
    ...verdicts.map(verdictText),
    '',
  ].join('\n')
}

function verdictText(verdict: Verdict): string {
  const { provider, precision, outcome, windowsPerSecond, batch, error, reason } = verdict
  const figures = [
    windowsPerSecond !== null && `${windowsPerSecond.toPrecision(3)} windows/s`,
    batch !== null && `${batch} at once`,
    error !== null && `1 - cosine ${error.toExponential(1)}`,
  ].filter(Boolean)
  return `${provider} ${precision}: ${[outcome, ...figures].join(', ')}. ${reason}`
}
