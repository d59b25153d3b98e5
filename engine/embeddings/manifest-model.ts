import { type Problem, problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import type { Manifest } from './manifest.ts'

export function mismatch(words: string): Problem {
  return problem('checkpoint-mismatch', `${words} Nothing was imported.`, { field: 'folder' })
}

/** The model of an export. Problem: `checkpoint-mismatch` where it contradicts the model of this library. */
export function checkedModel(db: Database, { model }: Manifest): NonNullable<Manifest['model']> {
  if (!model) throw mismatch('The manifest does not say which model the embeddings are of.')
  const { layers, hiddenSize } = model
  const here = db
    .prepare<[string], { layers: number; hiddenSize: number }>(
      'SELECT layers, hidden_size AS hiddenSize FROM model WHERE id = ?',
    )
    .get(model.id)
  if (here && (here.layers !== layers || here.hiddenSize !== hiddenSize))
    throw mismatch(
      `${model.name} has ${here.layers} layers of ${here.hiddenSize} values in this library, and ${layers} of ${hiddenSize} in the export.`,
    )
  return model
}
