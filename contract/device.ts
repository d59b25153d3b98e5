import { oc } from '@orpc/contract'
import { z } from 'zod'

/** What ONNX Runtime can compute the encoder with, in the order they are tried. */
export const provider = z.enum(['webgpu', 'cuda', 'dml', 'coreml', 'cpu'])
export type Provider = z.infer<typeof provider>

/** Weights and arithmetic of the encoder. `int8` is for the processor only. */
export const precision = z.enum(['fp32', 'fp16', 'int8'])
export type Precision = z.infer<typeof precision>

/** What a trial of a provider came to. */
export const outcome = z.enum([
  /** Right, and faster than the processor (the processor itself: right). */
  'good',
  /** Right, but the processor is as fast. */
  'slower',
  /** It gave other numbers than the processor. */
  'wrong',
  /** It could not load or run the encoder. */
  'failed',
  /** Its process died. */
  'crashed',
  /** It gave no answer in time. */
  'hung',
  /** It is not part of this system, or not installed. */
  'absent',
])
export type Outcome = z.infer<typeof outcome>

/** How one provider did when it was tried in a process of its own. */
export const verdict = z.object({
  provider,
  outcome,
  /** In words: what happened, and what could be done. */
  reason: z.string(),
  precision,
  /** Windows at once that were fastest; null without a timing. */
  batch: z.int().positive().nullable(),
  /** Windows of 5 s per second at that batch; null without a timing. */
  windowsPerSecond: z.number().nullable(),
  /** Largest 1 - cosine against the processor over all layers; null where nothing was compared. */
  error: z.number().nullable(),
  at: z.int(),
})
export type Verdict = z.infer<typeof verdict>

/** What the verdicts depend on; trials are made again when any of it changes. */
export const deviceFacts = z.object({
  /** Version of ONNX Runtime. */
  runtime: z.string(),
  /** Processor, threads, graphics cards with their drivers, in words. */
  processor: z.string(),
  threads: z.int(),
  graphics: z.array(z.string()),
  /** Kernel or system version, and the Vulkan drivers that are installed. */
  system: z.array(z.string()),
})
export type DeviceFacts = z.infer<typeof deviceFacts>

export const deviceReport = z.object({
  state: z.enum(['unknown', 'trying', 'known']),
  /** The provider that is being tried. */
  trying: provider.nullable(),
  verdicts: z.array(verdict),
  /** What the next embedding is made with; `cpu` until the verdicts are known. */
  chosen: provider,
  facts: deviceFacts,
  /** Set when the chosen device failed during an analysis and the processor took over: why. */
  fellBack: z.string().nullable(),
})
export type DeviceReport = z.infer<typeof deviceReport>

/** A line of `naghma doctor`. */
export const finding = z.object({
  what: z.string(),
  state: z.enum(['good', 'warning', 'bad']),
  words: z.string(),
})
export type Finding = z.infer<typeof finding>

export const deviceContract = {
  get: oc.output(deviceReport),
  /** Tries every provider again with the current model. Problem: no-model. */
  retry: oc.output(deviceReport),
  /** Everything that speed and correctness depend on, each in words. */
  doctor: oc.output(z.object({ report: deviceReport, findings: z.array(finding) })),
}
