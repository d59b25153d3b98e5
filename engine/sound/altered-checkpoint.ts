import { cp, open } from 'node:fs/promises'
import { join } from 'node:path'
import { readSafetensors } from './safetensors.ts'
import { readStoredTensor } from './stored-tensor.ts'
import { fixture, temporaryFolder } from './test-fixtures.ts'

/**
 * A copy of a tiny checkpoint in a folder that is removed when the test ends, with the tensors changed whose values
 * `change` changes.
 */
export async function alteredCheckpoint(
  change: (name: string, values: Float32Array) => void,
): Promise<string> {
  const folder = join(temporaryFolder(), 'tiny')
  await cp(fixture('tiny/st-legacy'), folder, { recursive: true })
  await using file = await open(join(folder, 'model.safetensors'), 'r+')
  for (const [name, tensor] of await readSafetensors(file, (await file.stat()).size)) {
    const values = await readStoredTensor(file, tensor)
    change(name, values)
    await file.write(new Uint8Array(values.buffer), 0, values.byteLength, tensor.start)
  }
  return folder
}
