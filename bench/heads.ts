import { madeExamples, madePlan } from '../engine/heads/fixtures/made-examples.ts'
import { predictWithHead } from '../engine/heads/predict-with-head.ts'
import { openTraining, type Training } from '../engine/heads/training.ts'
import {
  fewExamplesOptions,
  marbleOptions,
  type TrainingOptions,
} from '../engine/heads/training-options.ts'
import { engineEntries } from '../engine/host/entries.ts'

const sizes = { layers: 13, hiddenSize: 768, strength: 0.05, seed: 1 }
const PREDICTED = 2_000
const host = new URL('../engine/host-cli.ts', import.meta.url).href

/**
 * Heads on made means of the size of CultureMERT's: a training of 30 epochs as MARBLE does it and one from ten examples
 * a tag, both from the examples to the head through their process, whose start counts; and the prediction.
 */
export async function bench() {
  const training = openTraining(engineEntries(host).startProcess)
  const protocol = { ...marbleOptions, epochs: 30, patience: { plateau: 3, stop: 30 } }
  try {
    return {
      protocol: await benchTraining(training, { tracks: 5_000, tags: 50, share: 0.1 }, protocol),
      tenExamples: {
        ofOneTag: await benchTraining(
          training,
          { tracks: 29, tags: 1, share: 0.5 },
          fewExamplesOptions,
        ),
        of50Tags: await benchTraining(
          training,
          { tracks: 625, tags: 50, share: 0.02 },
          fewExamplesOptions,
        ),
      },
    }
  } finally {
    await training.stop()
  }
}

async function benchTraining(
  training: Training,
  { tracks, tags, share }: { tracks: number; tags: number; share: number },
  options: TrainingOptions,
) {
  const made = { ...sizes, count: tracks, tags, share }
  const examples = madeExamples(made)
  let epochs = 0
  const startedAt = performance.now()
  const head = await training.train(examples, madePlan(made), options, {
    onEpoch: ({ epoch }) => {
      epochs = epoch
    },
  })
  const seconds = round((performance.now() - startedAt) / 1000)
  const rocAucs = head.tags.map(({ rocAuc }) => rocAuc ?? 0.5)
  const predictedAt = performance.now()
  const count = Math.min(tracks, PREDICTED)
  predictWithHead(head, examples.means, count)
  const predictedSeconds = (performance.now() - predictedAt) / 1000
  return {
    tracks,
    tags,
    epochs,
    seconds,
    heldOutRocAuc: round(rocAucs.reduce((sum, area) => sum + area, 0) / tags),
    predictedTracksPerMinute: Math.round((60 * count) / predictedSeconds),
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
