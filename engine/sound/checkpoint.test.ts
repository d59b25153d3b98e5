import { cp, mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openCheckpoint } from './checkpoint.ts'
import { fixture, fixtureJson, temporaryFolder, tinyCheckpoints } from './test-fixtures.ts'
import { generateWeights } from './weight-generator.ts'

/** A copy of a tiny checkpoint that may be spoilt. */
async function copyOf(name: string): Promise<string> {
  const folder = join(temporaryFolder(), name)
  await cp(fixture(`tiny/${name}`), folder, { recursive: true })
  return folder
}

async function editJson(file: string, edit: (json: Record<string, unknown>) => void) {
  const json: Record<string, unknown> = JSON.parse(await readFile(file, 'utf8'))
  edit(json)
  await writeFile(file, JSON.stringify(json))
}

interface HeaderEntry {
  dtype: string
  shape: number[]
  data_offsets: [number, number]
}

/** Rewrites the header of a copied safetensors checkpoint, leaving its data. */
async function withHeader(
  edit: (header: Map<string, HeaderEntry>) => Iterable<[string, HeaderEntry]>,
): Promise<string> {
  const folder = await copyOf('st-legacy')
  const file = join(folder, 'model.safetensors')
  const bytes = await readFile(file)
  const end = 8 + Number(bytes.readBigUInt64LE())
  const header = new Map(Object.entries<HeaderEntry>(JSON.parse(bytes.toString('utf8', 8, end))))
  header.delete('__metadata__')
  const json = Buffer.from(JSON.stringify(Object.fromEntries(edit(header))))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  await writeFile(file, Buffer.concat([length, json, bytes.subarray(end)]))
  return folder
}

function refusal(code: string, ...words: string[]) {
  const message = expect.toSatisfy((text: string) => words.every((word) => text.includes(word)))
  return expect.objectContaining({ code, message })
}

describe('reading', () => {
  test.each(tinyCheckpoints)('%s holds the generated weights', async (name) => {
    const checkpoint = await openCheckpoint(fixture(`tiny/${name}`))
    expect(checkpoint.shapes.size).toBe(66)
    for (const [tensor, shape] of checkpoint.shapes)
      expect(await checkpoint.tensor(tensor), tensor).toEqual(generateWeights(tensor, shape))
    expect(checkpoint).toMatchObject({ name, doNormalize: true, randomWeights: true })
    await checkpoint.close()
  })

  test('a header length whose bytes begin like a pickle', async () => {
    const folder = await copyOf('st-legacy')
    const file = join(folder, 'model.safetensors')
    const bytes = await readFile(file)
    const end = 8 + Number(bytes.readBigUInt64LE())
    const padded = Buffer.alloc(8 + 0x1_0280, ' ')
    bytes.copy(padded, 0, 0, end)
    padded.writeBigUInt64LE(0x1_0280n)
    await writeFile(file, Buffer.concat([padded, bytes.subarray(end)]))
    const checkpoint = await openCheckpoint(folder)
    expect(await checkpoint.tensor('encoder.layer_norm.bias')).toEqual(
      generateWeights('encoder.layer_norm.bias', [48]),
    )
    await checkpoint.close()
  })

  test('a weights file stands for its folder', async () => {
    const path = fixture('tiny/bin-torch213/pytorch_model.bin')
    const checkpoint = await openCheckpoint(path)
    expect(checkpoint.file).toBe(path)
    expect(await checkpoint.sha256()).toBe(
      fixtureJson<{ files: { path: string; sha256: string }[] }>('manifest.json').files.find(
        (file) => file.path === 'tiny/bin-torch213/pytorch_model.bin',
      )?.sha256,
    )
    await checkpoint.close()
  })

  test('tensors under a prefix, beside heads of any number format', async () => {
    const folder = await withHeader((header) => [
      ...[...header].map(([name, entry]): [string, HeaderEntry] => [`mert_model.${name}`, entry]),
      ['head.weight', { dtype: 'F32', shape: [2, 2], data_offsets: [0, 16] }],
      ['head.steps', { dtype: 'I64', shape: [], data_offsets: [0, 8] }],
    ])
    const checkpoint = await openCheckpoint(folder)
    const name = 'encoder.layers.2.attention.q_proj.weight'
    expect(await checkpoint.tensor(name)).toEqual(generateWeights(name, [48, 48]))
    await checkpoint.close()
  })

  test('a name from the Hugging Face cache', async () => {
    const folder = join(temporaryFolder(), 'models--someone--CultureMERT-95M/snapshots/0123abc')
    await mkdir(dirname(folder), { recursive: true })
    await cp(fixture('tiny/st-legacy'), folder, { recursive: true })
    await editJson(join(folder, 'config.json'), (json) => {
      json._name_or_path = 'm-a-p/MERT-v1-95M'
    })
    const checkpoint = await openCheckpoint(folder)
    expect(checkpoint).toMatchObject({ name: 'someone/CultureMERT-95M', randomWeights: false })
    await checkpoint.close()
  })

  test('do_normalize is read from the file', async () => {
    const folder = await copyOf('st-legacy')
    await editJson(join(folder, 'preprocessor_config.json'), (json) => {
      json.do_normalize = false
    })
    const checkpoint = await openCheckpoint(folder)
    expect(checkpoint.doNormalize).toBe(false)
    await checkpoint.close()
  })
})

describe('another model', () => {
  test.each([
    ['model_type', 'bert'],
    ['feature_extractor_cqt', true],
    ['deepnorm', true],
    ['do_stable_layer_norm', true],
    ['feat_extract_norm', 'layer'],
    ['conv_bias', true],
    ['conv_pos_batch_norm', true],
    ['feat_proj_layer_norm', false],
    ['hidden_act', 'relu'],
    ['sample_rate', 16000],
    ['num_hidden_layers', 1e9],
    ['num_attention_heads', 5],
    ['conv_dim', [32]],
    ['layer_norm_eps', 'small'],
  ])('%s %j is refused by name', async (key, value) => {
    const folder = await copyOf('st-legacy')
    await editJson(join(folder, 'config.json'), (json) => {
      json[key] = value
    })
    await expect(openCheckpoint(folder)).rejects.toEqual(refusal('checkpoint-mismatch', key))
  })

  test('another sample rate of the extractor', async () => {
    const folder = await copyOf('st-legacy')
    await editJson(join(folder, 'preprocessor_config.json'), (json) => {
      json.sampling_rate = 16000
    })
    await expect(openCheckpoint(folder)).rejects.toEqual(refusal('checkpoint-mismatch', '16000'))
  })

  test('a tensor that is missing', async () => {
    const name = 'encoder.layers.1.layer_norm.bias'
    const folder = await withHeader((header) => [...header].filter(([key]) => key !== name))
    await expect(openCheckpoint(folder)).rejects.toEqual(refusal('checkpoint-mismatch', name))
  })

  test('a tensor of another shape', async () => {
    const name = 'encoder.layers.0.feed_forward.intermediate_dense.weight'
    const folder = await withHeader((header) => {
      const entry = header.get(name)
      if (entry) entry.shape = [48, 96]
      return header
    })
    await expect(openCheckpoint(folder)).rejects.toEqual(
      refusal('checkpoint-mismatch', name, '[48,96]', '[96,48]'),
    )
  })

  test('more layers than are stored', async () => {
    const folder = await copyOf('bin-torch213')
    await editJson(join(folder, 'config.json'), (json) => {
      json.num_hidden_layers = 12
    })
    await expect(openCheckpoint(folder)).rejects.toEqual(
      refusal('checkpoint-mismatch', '144', 'encoder.layers.3.'),
    )
  })
})

describe('bad files', () => {
  test.each(['st-legacy', 'bin-torch113-archive', 'bin-torch213'])(
    '%s cut anywhere is truncated',
    async (name) => {
      const folder = await copyOf(name)
      const file = join(folder, name.startsWith('st') ? 'model.safetensors' : 'pytorch_model.bin')
      const size = (await readFile(file)).length
      for (const end of [size - 1, size - 64, Math.floor(size / 2), 5000, 100, 0]) {
        await truncate(file, end)
        await expect(openCheckpoint(folder), `${end} bytes`).rejects.toEqual(
          refusal('checkpoint-truncated'),
        )
      }
    },
  )

  test('a pickle with a foreign global', async () => {
    const folder = await copyOf('bin-torch113-archive')
    const file = join(folder, 'pytorch_model.bin')
    const bytes = await readFile(file)
    const at = bytes.indexOf('ctorch\nFloatStorage\n')
    expect(at).toBeGreaterThan(0)
    bytes.write('cshutil\ncopyfileobj\n', at)
    await writeFile(file, bytes)
    await expect(openCheckpoint(folder)).rejects.toEqual(
      refusal('checkpoint-unsafe', 'shutil.copyfileobj'),
    )
  })

  test.each([
    ['a bare pickle', '\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.', 'bare pickle'],
    ['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:00', 'LFS'],
    ['a web page', '<!DOCTYPE html><html><body>Not found</body></html>', 'not a safetensors'],
    ['an empty zip', `PK\x05\x06${'\0'.repeat(18)}`, 'not a safetensors'],
    [
      'a zip of something else',
      `PK\x03\x04${'\0'.repeat(30)}PK\x05\x06${'\0'.repeat(18)}`,
      'data.pkl',
    ],
  ])('%s', async (_, text, words) => {
    const folder = await copyOf('bin-torch213')
    await writeFile(join(folder, 'pytorch_model.bin'), Buffer.from(text, 'latin1'))
    await expect(openCheckpoint(folder)).rejects.toEqual(refusal('checkpoint-unreadable', words))
  })

  test('a .pt file', async () => {
    const folder = await copyOf('bin-torch213')
    const file = join(folder, 'MERT-v1-95M_fairseq.pt')
    await cp(join(folder, 'pytorch_model.bin'), file)
    await expect(openCheckpoint(file)).rejects.toEqual(refusal('checkpoint-unreadable', 'fairseq'))
  })

  test.each(['config.json', 'preprocessor_config.json'])('no %s', async (name) => {
    const folder = await copyOf('st-legacy')
    await rm(join(folder, name))
    await expect(openCheckpoint(folder)).rejects.toEqual(refusal('checkpoint-unreadable', name))
    await writeFile(join(folder, name), '{"a":')
    await expect(openCheckpoint(folder)).rejects.toEqual(refusal('checkpoint-unreadable', 'JSON'))
    await writeFile(join(folder, name), '[]')
    await expect(openCheckpoint(folder)).rejects.toEqual(refusal('checkpoint-mismatch'))
  })

  test('no weights, no folder', async () => {
    const folder = temporaryFolder()
    await expect(openCheckpoint(folder)).rejects.toEqual(
      refusal('checkpoint-unreadable', 'model.safetensors', 'pytorch_model.bin'),
    )
    await expect(openCheckpoint(join(folder, 'gone'))).rejects.toEqual(refusal('not-found'))
  })
})
