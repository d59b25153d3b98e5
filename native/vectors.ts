import hnswlib from 'hnswlib-node'

/** How an index is built: `m` links a node (twice that on the ground level), `efConstruction` candidates an insert. */
export interface GraphSettings {
  m: number
  efConstruction: number
}

interface Hit {
  label: number
  /** Cosine for unit vectors. */
  similarity: number
}

/**
 * A hierarchical navigable small world graph (Malkov and Yashunin 2018) over unit vectors, by dot product.
 * Labels are integers from 0 to 2^32 - 1. All calls but `save` are synchronous and take about a millisecond;
 * none may run while a `save` is under way, except `search`.
 */
export interface VectorIndex {
  readonly dimension: number
  /** Adds a vector, or replaces the one under this label; grows when full. */
  put(label: number, vector: Float32Array): void
  /** The label no longer appears in answers; its place is not freed. Unknown labels are an error. */
  remove(label: number): void
  /** The `k` nearest or fewer, best first; `ef` (at least k) candidates are kept on the way. */
  search(query: Float32Array, k: number, ef: number): Hit[]
  /** Labels in the graph, removed ones included. */
  labels(): number[]
  save(path: string): Promise<void>
  /** Empties it and frees its memory now: the garbage collector does not see how large it is. */
  release(): void
}

export function createVectorIndex(
  dimension: number,
  capacity: number,
  settings: GraphSettings,
): VectorIndex {
  const graph = new hnswlib.HierarchicalNSW('ip', dimension)
  graph.initIndex({ maxElements: Math.max(1, capacity), ...settings })
  return wrap(graph, dimension)
}

/**
 * Reads an index that `save` wrote. A damaged file can crash the process inside the native code: call this only
 * with a file whose checksum has been verified.
 */
export async function loadVectorIndex(path: string, dimension: number): Promise<VectorIndex> {
  const graph = new hnswlib.HierarchicalNSW('ip', dimension)
  await graph.readIndex(path)
  return wrap(graph, dimension)
}

function wrap(graph: InstanceType<typeof hnswlib.HierarchicalNSW>, dimension: number): VectorIndex {
  // hnswlib-node reads plain arrays only.
  const plain = new Array<number>(dimension).fill(0)

  function toPlain(vector: Float32Array): number[] {
    if (vector.length !== dimension) {
      throw new RangeError(`a vector of ${vector.length} values in an index of ${dimension}`)
    }
    for (let i = 0; i < dimension; i++) plain[i] = vector[i]!
    return plain
  }

  return {
    dimension,
    put(label, vector) {
      if (!Number.isInteger(label) || label < 0 || label > 0xffffffff) {
        throw new RangeError(`a label must be an integer from 0 to 2^32 - 1, not ${label}`)
      }
      if (graph.getCurrentCount() >= graph.getMaxElements()) {
        graph.resizeIndex(Math.ceil(graph.getMaxElements() * 1.25) + 16)
      }
      graph.addPoint(toPlain(vector), label)
    },
    remove(label) {
      graph.markDelete(label)
    },
    search(query, k, ef) {
      const wanted = Math.min(k, graph.getCurrentCount())
      if (wanted === 0) return []
      graph.setEf(Math.max(ef, wanted))
      const { neighbors, distances } = graph.searchKnn(toPlain(query), wanted)
      return neighbors.map((label, i) => ({ label, similarity: 1 - distances[i]! }))
    },
    labels: () => graph.getIdsList(),
    async save(path) {
      await graph.writeIndex(path)
    },
    release() {
      graph.initIndex({ maxElements: 1 })
    },
  }
}
