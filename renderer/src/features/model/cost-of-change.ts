import type { Estimate } from '../../../../contract/analysis.ts'
import type { KeptModel } from '../../../../contract/model.ts'
import { engine } from '../../client.ts'
import { modelPutAside } from './model-put-aside.ts'

export interface ChangeCost {
  /** What the new model has to listen to. */
  estimate: Estimate
  /** The model that is compared by meanwhile. */
  before: KeptModel
}

/** What it costs to make the checkpoint at `path` the model; null when nothing would have to be analysed anew. */
export async function costOfChange(path: string): Promise<ChangeCost | null> {
  const before = modelPutAside(await engine.model.kept(), path)
  if (!before) return null
  const estimate = await engine.analysis.estimate({ path })
  return estimate.tracks === 0 ? null : { estimate, before }
}
