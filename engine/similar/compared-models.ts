import type { KeptModel } from '../../contract/model.ts'
import { problem } from '../../contract/problem.ts'
import type { Database } from '../../native/sqlite.ts'
import { countEmbeddings } from '../analysis/embedding-store.ts'
import type { SimilarClient } from './similar-client.ts'

/** What is needed to compare tracks by a model; its weights are not. */
export interface ComparedModel {
  modelId: string
  name: string
  randomWeights: boolean
  layers: number
  hiddenSize: number
}

export interface ComparedModelsParts {
  db: Database
  /** The model that new embeddings are made with. */
  currentId(): string | undefined
  /** The model that the user wants to compare by; null leaves it to Naghma. */
  wantedId(): string | null
  openIndex(model: ComparedModel): SimilarClient
  /** Another model is compared by. */
  onChange(): void
}

export interface ComparedModels {
  /** The model that tracks are compared by; undefined before there is any. */
  model(): ComparedModel | undefined
  index(): SimilarClient | undefined
  /** The index of any model of the library, opened when it is not. Problem: `not-found`. */
  of(modelId: string): { model: ComparedModel; index: SimilarClient }
  /** Chooses anew which model is compared by; the old one answers until the new one can. */
  refresh(): Promise<void>
  /** Embeddings of these tracks were written. */
  changed(modelId: string, trackIds: number[]): void
  kept(): KeptModel[]
  /** Removes a model with its embeddings. Problems: `not-found`; `invalid-input` for one in use. */
  forget(modelId: string): Promise<void>
  close(): Promise<void>
}

interface ModelRow extends ComparedModel {
  path: string
  usedAt: number
}

/** While the current model catches up with the one compared by, its count is looked at so often. Milliseconds. */
const COUNT_EVERY_MS = 2_000

/**
 * Which model tracks are compared by. Embeddings of an earlier model (or of an earlier conversion of the same) are
 * compared by until the current one has as many, so that a change of model never takes similarity away.
 */
export function createComparedModels(parts: ComparedModelsParts): ComparedModels {
  const { db } = parts
  const open = new Map<string, SimilarClient>()
  let compared: ComparedModel | undefined
  let counting: NodeJS.Timeout | undefined
  let closed = false
  let refreshing: Promise<void> = Promise.resolve()

  function rows(): ModelRow[] {
    return db
      .prepare<[], Omit<ModelRow, 'randomWeights'> & { randomWeights: number }>(
        `SELECT id AS modelId, name, random_weights AS randomWeights, layers, hidden_size AS hiddenSize,
                path, used_at AS usedAt FROM model ORDER BY used_at DESC`,
      )
      .all()
      .map((row) => ({ ...row, randomWeights: row.randomWeights === 1 }))
  }

  /** The wanted model, else the current one as soon as no other has more embeddings. */
  function choose(): ModelRow | undefined {
    const all = rows().map((row) => ({ row, tracks: countEmbeddings(db, row.modelId) }))
    const wanted = all.find(({ row, tracks }) => row.modelId === parts.wantedId() && tracks > 0)
    if (wanted) return wanted.row
    const current = all.find(({ row }) => row.modelId === parts.currentId())
    const most = all.reduce<(typeof all)[number] | undefined>(
      (best, one) => (!best || one.tracks > best.tracks ? one : best),
      current,
    )
    return most?.row
  }

  function clientOf(model: ComparedModel): SimilarClient {
    const client = open.get(model.modelId) ?? parts.openIndex(model)
    open.set(model.modelId, client)
    return client
  }

  async function closeAllBut(modelId: string): Promise<void> {
    for (const [id, client] of open) {
      if (id === modelId) continue
      open.delete(id)
      await client.close()
    }
  }

  async function change(): Promise<void> {
    const next = closed ? undefined : choose()
    if (!next || next.modelId === compared?.modelId) return
    const client = clientOf(next)
    if (compared && (open.get(compared.modelId)?.status().size ?? 0) > 0)
      await client.settled().catch(() => {})
    if (closed) return
    compared = next
    parts.onChange()
    await closeAllBut(next.modelId)
  }

  function refresh(): Promise<void> {
    refreshing = refreshing.then(change)
    return refreshing
  }

  function find(modelId: string): ModelRow {
    const row = rows().find((one) => one.modelId === modelId)
    if (row) return row
    throw problem('not-found', 'The library holds nothing of this model any more.', {
      field: 'modelId',
    })
  }

  return {
    model: () => compared,
    index: () => (compared ? open.get(compared.modelId) : undefined),
    of: (modelId) => {
      const model = find(modelId)
      return { model, index: clientOf(model) }
    },
    refresh,
    changed: (modelId, trackIds) => {
      open
        .get(modelId)
        ?.changed(trackIds)
        .catch(() => {})
      if (modelId === compared?.modelId) return
      counting ??= setTimeout(() => {
        counting = undefined
        void refresh()
      }, COUNT_EVERY_MS)
    },
    kept: () =>
      rows().map(({ modelId, name, randomWeights, path, usedAt }) => ({
        modelId,
        name,
        randomWeights,
        path,
        usedAt,
        tracks: countEmbeddings(db, modelId),
        current: modelId === parts.currentId(),
        compared: modelId === compared?.modelId,
      })),
    forget: async (modelId) => {
      find(modelId)
      if (modelId === parts.currentId() || modelId === compared?.modelId)
        throw problem('invalid-input', 'This model is in use; choose another one first.', {
          field: 'modelId',
        })
      await open.get(modelId)?.close()
      open.delete(modelId)
      db.transaction(() => {
        db.prepare('DELETE FROM sound WHERE model_id = ?').run(modelId)
        db.prepare('DELETE FROM model WHERE id = ?').run(modelId)
      })()
    },
    close: async () => {
      closed = true
      clearTimeout(counting)
      await refreshing
      await closeAllBut('')
    },
  }
}
