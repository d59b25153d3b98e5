import { create } from 'zustand'
import type { KeptModel } from '../../../../contract/model.ts'

/** The model that similar tracks are asked by while the page lives; null leaves it to the engine. */
export const useChosenModel = create<{ modelId: string | null }>(() => ({ modelId: null }))

export function chooseModel(modelId: string) {
  useChosenModel.setState({ modelId })
}

/** The model to ask by: the chosen one, unless the library has forgotten it. `kept` is empty before it is known. */
export function askedModel(
  kept: readonly Pick<KeptModel, 'modelId'>[],
  chosen: string | null,
): string | null {
  return kept.length === 0 || kept.some(({ modelId }) => modelId === chosen) ? chosen : null
}

/** The model whose answer can be laid beside that of `modelId`: the other one of exactly two. */
export function otherModel<Model extends Pick<KeptModel, 'modelId' | 'tracks'>>(
  kept: readonly Model[],
  modelId: string,
): Model | undefined {
  const others = kept.filter((model) => model.modelId !== modelId)
  return kept.length === 2 && others.length === 1
    ? others.find(({ tracks }) => tracks > 0)
    : undefined
}
