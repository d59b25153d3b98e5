/** Tag packs that are not as they should be. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ZipFile } from 'yazl'
import { madeHead } from '../engine/heads/fixtures/made-head.ts'
import { writePack } from '../engine/packs/pack-files.ts'

const about = {
  ...{ name: 'From afar', description: '', author: 'Somebody', metrics: {} },
  licence: { id: 'CC-BY-4.0', url: null },
}

/** A sound pack for an encoder of another size than CultureMERT's. */
export async function writeForeignPack(path: string): Promise<void> {
  const encoder = { modelId: 'ab'.repeat(32), name: 'MERT-v1-330M', layers: 25, hiddenSize: 64 }
  await writePack(path, madeHead({ encoder }), about)
}

async function zipped(files: Record<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(files)) zip.addBuffer(content, name)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** Zips in a folder that cannot be used: what each is to be refused with, by its name. */
export async function writeUnusablePacks(folder: string): Promise<Record<string, RegExp>> {
  const sound = join(folder, 'sound')
  await writePack(sound, madeHead(), about)
  const manifest = await readFile(join(sound, 'manifest.json'))
  const weights = await readFile(join(sound, 'weights.safetensors'))
  const pack = { 'manifest.json': manifest, 'weights.safetensors': weights }
  const newer = JSON.stringify({ ...JSON.parse(manifest.toString()), version: 2 })
  // yazl writes no name that leads out of a zip; others do.
  const leadingOut = await zipped({ ...pack, 'zz/zz/evil.sh': Buffer.from('echo evil') })
  const unusable: [string, Buffer, RegExp][] = [
    ['damaged.zip', Buffer.from('not a pack'), /This is not a tag pack that can be used/],
    [
      'newer.zip',
      await zipped({ ...pack, 'manifest.json': Buffer.from(newer) }),
      /This tag pack was made by a newer version of Naghma. Update Naghma to use it./,
    ],
    [
      'leading-out.zip',
      Buffer.from(leadingOut.toString('latin1').replaceAll('zz/zz/', '../../'), 'latin1'),
      /its zip has a file whose name leads out of it. Get the pack again, or tell its maker./,
    ],
  ]
  for (const [name, content] of unusable) await writeFile(join(folder, name), content)
  return Object.fromEntries(unusable.map(([name, , words]) => [name, words]))
}
