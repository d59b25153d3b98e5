import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../sound/test-fixtures.ts'
import { fileAddress, knownBytes } from './fetch-checkpoint.ts'
import { manifestAt, pinned, published, publishedBytes } from './fixtures/repository.ts'
import { offerState, readOffers } from './offers.ts'

const models = fileURLToPath(new URL('../../models', import.meta.url))

test('every manifest is offered, CultureMERT first, and says what a user must know', () => {
  const offers = readOffers(models)
  expect(offers.map(({ name }) => name)).toEqual([
    'CultureMERT-95M',
    'CultureMERT-TA-95M',
    'MERT-v1-95M',
  ])
  expect(readdirSync(join(models, 'encoders')).sort()).toEqual(
    offers.map(({ id }) => `${id}.json`).sort(),
  )
  for (const offer of offers) {
    expect(offer.page).toBe(`https://huggingface.co/${offer.repository}`)
    expect(offer.licence.id).toBe('cc-by-nc-4.0')
    expect(offer.ethics.length).toBeGreaterThan(1)
    const names = [...offer.files, ...offer.weights].map(({ name }) => name)
    expect(names).toContain('config.json')
    expect(names).toContain('preprocessor_config.json')
    expect(names).toContain('pytorch_model.bin')
  }
})

test('a pinned checkpoint adds up to what is said of all of it', () => {
  const mert = readOffers(models).find(({ id }) => id === 'mert-v1-95m')!
  expect(knownBytes(mert)).toBe(mert.bytes)
  expect([...mert.files, ...mert.weights].every(({ sha256 }) => sha256)).toBe(true)
})

test('the address of a file, and what a mirror makes of it', () => {
  const [first, , mert] = readOffers(models)
  expect(fileAddress(first!, 'config.json', null)).toBe(
    'https://huggingface.co/ntua-slp/CultureMERT-95M/resolve/main/config.json',
  )
  const path =
    'm-a-p/MERT-v1-95M/resolve/12af15fef9d0ac838c3f475bfbbf26d2060dd4f5/pytorch_model.bin'
  for (const mirror of ['https://mirror.example/hub', 'https://mirror.example/hub/'])
    expect(fileAddress(mert!, 'pytorch_model.bin', mirror)).toBe(
      `https://mirror.example/hub/${path}`,
    )
  expect(fileAddress(mert!, 'pytorch_model.bin', 'http://localhost:8080')).toBe(
    `http://localhost:8080/${path}`,
  )
})

test('how much of a checkpoint is here', async () => {
  const folder = temporaryFolder()
  const manifest = manifestAt('https://models.example')
  const put = (name: string, bytes: Uint8Array) =>
    writeFileSync(join(folder, manifest.name, name), bytes)
  const nothing = { state: 'absent', bytesHere: 0, path: null }
  expect(await offerState(manifest, folder)).toEqual(nothing)
  mkdirSync(join(folder, manifest.name))
  put('licence-accepted.json', Buffer.from('{}'))
  expect(await offerState(manifest, folder)).toEqual(nothing)

  put('config.json', published['config.json']!)
  put('pytorch_model.bin.partial', Buffer.alloc(1_000))
  put('pytorch_model.bin.partial.json', Buffer.from('{}'))
  const bytesHere = published['config.json']!.byteLength + 1_000
  expect(await offerState(manifest, folder)).toEqual({ state: 'partial', bytesHere, path: null })

  put('preprocessor_config.json', published['preprocessor_config.json']!)
  put('pytorch_model.bin', published['pytorch_model.bin']!)
  expect(await offerState(manifest, folder)).toEqual({
    state: 'here',
    bytesHere: publishedBytes,
    path: join(folder, manifest.name),
  })
  expect(await offerState(pinned(manifest), folder)).toMatchObject({ state: 'here' })
  put('pytorch_model.bin', Buffer.alloc(5))
  expect(await offerState(pinned(manifest), folder)).toMatchObject({ state: 'partial' })
})
