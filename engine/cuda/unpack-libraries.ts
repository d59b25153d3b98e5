import { createWriteStream } from 'node:fs'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { problem } from '../../contract/problem.ts'
import { cudaPackage } from './cuda-package.ts'

/** A library of a gigabyte is none of ours. */
const MOST_BYTES = 2 ** 30
const X86_64 = 62

function wrong(words: string): Error {
  return problem('download-mismatch', `${words} Nothing was installed; fetch it again.`)
}

async function openPackage(file: string): Promise<ZipFile> {
  try {
    return await openPromise(file, { lazyEntries: true, autoClose: false })
  } catch (cause) {
    throw problem('download-mismatch', 'This is no NuGet package: it is not a zip file.', { cause })
  }
}

/** Writes one entry, checked against its sum; a library must be one for Linux on x64. */
async function unpack(zip: ZipFile, entry: Entry, destination: string): Promise<void> {
  if (entry.uncompressedSize > MOST_BYTES) throw wrong(`${entry.fileName} is far too large.`)
  const stream = await zip.openReadStreamPromise(entry)
  let sum = 0
  let head = Buffer.alloc(0)
  stream.on('data', (chunk: Buffer) => {
    sum = crc32(chunk, sum)
    if (head.length < 20) head = Buffer.concat([head, chunk.subarray(0, 20)])
  })
  await pipeline(stream, createWriteStream(destination, { flush: true }))
  if (sum !== entry.crc32) throw wrong(`${entry.fileName} is damaged.`)
  const isElf = head.length >= 20 && head.toString('latin1', 0, 4) === '\x7fELF'
  if (!isElf || head.readUInt16LE(18) !== X86_64)
    throw wrong(`${entry.fileName} is no library for Linux on x64.`)
}

async function readText(zip: ZipFile, entry: Entry): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/**
 * Unpacks the CUDA provider's libraries of a NuGet package into `folder`. The package must be of `version`, the
 * runtime's own: libraries of another would crash it. Problem: `download-mismatch`.
 */
export async function unpackLibraries(
  file: string,
  version: string,
  folder: string,
): Promise<void> {
  const zip = await openPackage(file)
  const left = new Set<string>(cudaPackage.wanted)
  let found: string | undefined
  try {
    for await (const entry of zip.eachEntry()) {
      const name = basename(entry.fileName)
      if (!entry.fileName.includes('/') && name.endsWith('.nuspec'))
        found = /<version>([^<]+)<\/version>/.exec(await readText(zip, entry))?.[1]
      else if (entry.fileName === cudaPackage.libraries + name && left.has(name)) {
        await unpack(zip, entry, join(folder, name))
        left.delete(name)
      }
    }
  } finally {
    zip.close()
  }
  if (found !== version)
    throw wrong(`This package is of version ${found ?? 'unknown'}, the runtime is ${version}.`)
  if (left.size > 0) throw wrong(`The package lacks ${[...left].join(' and ')}.`)
}
