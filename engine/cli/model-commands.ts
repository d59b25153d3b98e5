import { createInterface } from 'node:readline/promises'
import type { KeptModel, ModelDownload, Offer } from '../../contract/model.ts'
import { problem } from '../../contract/problem.ts'
import { chooseModel } from './analyse-command.ts'
import { type Context, exitCode } from './context.ts'
import { follow } from './follow.ts'
import { progressLine } from './progress-line.ts'
import { clock, count } from './words.ts'

const MEGABYTE = 1e6

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(0)} MB`
}

function offerWords({ id, name, about, bytes, licence, state, bytesHere, path }: Offer): string {
  const here =
    state === 'here'
      ? `here: ${path}`
      : state === 'partial'
        ? `${megabytes(bytesHere)} of it are here`
        : 'not fetched'
  return `${id.padEnd(20)}${name}, ${megabytes(bytes)}, ${licence.id}; ${here}\n${' '.repeat(20)}${about}`
}

function keptWords({ name, tracks, current, compared, modelId, randomWeights }: KeptModel): string {
  const roles = [
    current ? 'current' : '',
    compared ? 'compared by' : '',
    randomWeights ? 'random weights' : '',
  ].filter(Boolean)
  return `${modelId.slice(0, 12)}  ${name}: ${count(tracks, 'track')}${roles.length > 0 ? ` (${roles.join(', ')})` : ''}`
}

/** The models that can be fetched, and those whose embeddings the library holds. */
export async function listModels(context: Context): Promise<number> {
  const { client } = context
  const [offers, kept] = await Promise.all([client.model.offers(), client.model.kept()])
  context.print(
    { offers, kept },
    [
      'To fetch with naghma model get:',
      ...offers.map(offerWords),
      '',
      kept.length > 0 ? 'In the library:' : 'The library holds no embeddings yet.',
      ...kept.map(keptWords),
    ].join('\n'),
  )
  return exitCode.done
}

export interface GetModelOptions {
  acceptLicence?: boolean
  mirror?: string
  proxy?: string
}

/** Shows the licence and asks for it where somebody can answer. */
async function acceptsLicence(offer: Offer, context: Context): Promise<boolean> {
  if (context.json) return false
  const words = [
    `${offer.name} is published under ${offer.licence.name} (${offer.licence.url}).`,
    offer.licence.words,
    ...offer.ethics.map((note) => `- ${note}`),
    `Please cite: ${offer.citation}`,
  ]
  process.stderr.write(`${words.join('\n')}\n`)
  if (!process.stdin.isTTY || !process.stderr.isTTY) return false
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    const answer = await terminal.question('Do you accept this licence? (yes/no) ', {
      signal: context.signal,
    })
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    terminal.close()
  }
}

/** Fetches a published model (going on where it stopped), converts it and makes it the current one. */
export async function getModel(
  context: Context,
  id: string,
  options: GetModelOptions,
): Promise<number> {
  const { client } = context
  const offer = (await client.model.offers()).find((one) => one.id === id)
  if (!offer)
    throw problem('not-found', `No model is called "${id}"; naghma model list shows them.`)
  const { mirror, proxy } = options
  if (mirror !== undefined || proxy !== undefined)
    await client.engine.changeSettings({
      ...(mirror === undefined ? {} : { mirror: mirror === 'none' ? null : mirror }),
      ...(proxy === undefined ? {} : { proxy: proxy === 'none' ? null : proxy }),
    })
  if (offer.path !== null) return chooseModel(context, offer.path)
  if (!options.acceptLicence && !(await acceptsLicence(offer, context)))
    throw problem(
      'licence-needed',
      `Nothing was fetched. ${offer.name} is published under ${offer.licence.name} (${offer.licence.url}); to accept that, run the command with --accept-licence.`,
    )
  const finished = await fetchAndPrepare(context, id)
  if (!finished) {
    await client.model.pauseDownload()
    return exitCode.interrupted
  }
  const { model } = await client.model.get()
  context.print({ model }, model ? `The model is ${model.name}.` : '')
  return exitCode.done
}

/** Problems: `download-failed` in the words of the download, and those of the conversion. */
async function fetchAndPrepare(context: Context, id: string): Promise<boolean> {
  const { client } = context
  const line = progressLine('Fetching', context.json)
  let begun = false

  function showDownload({
    state,
    bytes,
    total,
    bytesPerSecond,
    secondsLeft,
    message,
  }: ModelDownload) {
    if (state === 'failed') throw problem('download-failed', message)
    const rate = bytesPerSecond ? `${(bytesPerSecond / MEGABYTE).toFixed(1)} MB/s, ` : ''
    const words = message || `${rate}${clock(secondsLeft)} left`
    line.show(Math.round(bytes / MEGABYTE), Math.round((total ?? 0) / MEGABYTE), `MB  ${words}`)
  }

  return follow(
    context,
    async () => {
      await client.model.download({ id, acceptLicence: true })
      begun = true
      return false
    },
    (event) => {
      if (!begun) return false
      if (event.type === 'download.progress' && event.download.state !== 'none')
        showDownload(event.download)
      if (event.type !== 'model.progress') return false
      const { state, fraction, message } = event.conversion
      if (state === 'failed') throw problem('checkpoint-unreadable', message)
      line.show(Math.round(fraction * 100), 100, `%  ${message}`)
      return state === 'ready'
    },
  ).finally(line.end)
}

/** The one model of the library that a name or the beginning of an id stands for. */
export async function keptModel({ client }: Context, given: string): Promise<KeptModel> {
  const found = (await client.model.kept()).filter(
    ({ modelId, name }) => modelId.startsWith(given) || name.toLowerCase() === given.toLowerCase(),
  )
  const [one] = found
  if (one && found.length === 1) return one
  throw problem(
    'not-found',
    found.length === 0
      ? `The library holds nothing of a model "${given}"; naghma model list shows what it holds.`
      : `Several models are called "${given}"; give the beginning of the id that naghma model list shows.`,
  )
}

/** How far two models of the library agree on what sounds alike. */
export async function compareModels(context: Context, one: string, other: string): Promise<number> {
  const pair = [await keptModel(context, one), await keptModel(context, other)] as const
  const answer = await context.client.model.agreement({
    modelIds: [pair[0].modelId, pair[1].modelId],
  })
  context.print(
    answer,
    `Of the ten nearest tracks by ${pair[0].name}, ${(answer.agreement * 10).toFixed(1)} are among the ten nearest by ${pair[1].name} (${answer.sample} of ${count(answer.tracks, 'track')} looked at).`,
  )
  return exitCode.done
}

/** Chooses the model that tracks are compared by; "auto" leaves it to Naghma. */
export async function compareBy(context: Context, given: string): Promise<number> {
  const modelId = given === 'auto' ? null : (await keptModel(context, given)).modelId
  const kept = await context.client.model.compareBy({ modelId })
  context.print({ kept }, kept.map(keptWords).join('\n'))
  return exitCode.done
}

/** Removes the embeddings of a model that is not in use. */
export async function forgetModel(context: Context, given: string): Promise<number> {
  const { modelId, name, tracks } = await keptModel(context, given)
  const kept = await context.client.model.forget({ modelId })
  context.print({ kept }, `${count(tracks, 'embedding')} of ${name} removed.`)
  return exitCode.done
}
