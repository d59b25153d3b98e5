/** Numbers in rows of one length, row-major. */
export interface Table {
  rows: number
  columns: number
  data: Float64Array
}

export function table(rows: number, columns: number): Table {
  return { rows, columns, data: new Float64Array(rows * columns) }
}

/** Read and written in place. */
export function rowOf({ columns, data }: Table, row: number): Float64Array {
  return data.subarray(row * columns, (row + 1) * columns)
}

export function transposed({ rows, columns, data }: Table): Table {
  const other = table(columns, rows)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) other.data[j * rows + i] = data[i * columns + j]!
  return other
}

/** The four products of two stretches of `a`, that begin at i and i2, with two of `b`. */
const four = new Float64Array(4)

/** Into `four`: two by two, each number that is read counts twice. */
function multiplyPairs(
  a: Float64Array,
  [i, i2]: readonly [number, number],
  b: Float64Array,
  [j, j2]: readonly [number, number],
  length: number,
): void {
  let ij = 0
  let ij2 = 0
  let i2j = 0
  let i2j2 = 0
  for (let k = 0; k < length; k++) {
    const p = a[i + k]!
    const q = a[i2 + k]!
    const r = b[j + k]!
    const s = b[j2 + k]!
    ij += p * r
    ij2 += p * s
    i2j += q * r
    i2j2 += q * s
  }
  four[0] = ij
  four[1] = ij2
  four[2] = i2j
  four[3] = i2j2
}

/** The products of all rows of `a` with all of `b`, as long: [rows of a, rows of b]. */
export function products(a: Table, b: Table): Table {
  const out = table(a.rows, b.rows)
  for (let i = 0; i < a.rows; i += 2)
    for (let j = 0; j < b.rows; j += 2) writeProducts(out, a, i, b, j, 0)
  return out
}

/** The products of all rows with each other; `zeros` tells with how many numbers that are 0 each row begins at least. */
export function productsOfRows(rows: Table, zeros: (row: number) => number = () => 0): Table {
  const out = table(rows.rows, rows.rows)
  for (let i = 0; i < rows.rows; i += 2)
    for (let j = 0; j <= i; j += 2) writeProducts(out, rows, i, rows, j, zeros(i))
  const { data, columns } = out
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < i; j++) data[j * columns + i] = data[i * columns + j]!
  return out
}

/** Of two rows by two; an odd last row is its own neighbour. */
function writeProducts(out: Table, a: Table, i: number, b: Table, j: number, from: number): void {
  const i2 = Math.min(i + 1, a.rows - 1)
  const j2 = Math.min(j + 1, b.rows - 1)
  const size = a.columns
  multiplyPairs(
    a.data,
    [i * size + from, i2 * size + from],
    b.data,
    [j * size + from, j2 * size + from],
    size - from,
  )
  out.data[i * out.columns + j] = four[0]!
  out.data[i * out.columns + j2] = four[1]!
  out.data[i2 * out.columns + j] = four[2]!
  out.data[i2 * out.columns + j2] = four[3]!
}

/**
 * Replaces the lower triangle of a positive definite [size, size] by that whose product with its transpose it is
 * (Cholesky); what is above it stays and means nothing.
 */
export function factorise(data: Float64Array, size: number): void {
  for (let i = 0; i < size; i += 2) {
    const first = i * size
    const second = Math.min(i + 1, size - 1) * size
    substitute({ data, size, width: i }, data, [first, second], 0)
    multiplyPairs(data, [first, second], data, [first, second], i)
    data[first + i] = Math.sqrt(data[first + i]! - four[0]!)
    if (i + 1 === size) return
    data[second + i] = (data[second + i]! - four[2]!) / data[first + i]!
    data[second + i + 1] = Math.sqrt(
      data[second + i + 1]! - four[3]! - data[second + i]! * data[second + i]!,
    )
  }
}

/** The first `width` rows of a lower triangle whose rows are `size` long. */
export interface Triangle {
  data: Float64Array
  size: number
  width: number
}

/**
 * Replaces two vectors x, which may be the same and begin with so many zeros, by those of which the triangle makes x:
 * the solutions z of `triangle z = x`.
 */
export function substitute(
  { data, size, width }: Triangle,
  vectors: Float64Array,
  [x, y]: readonly [number, number],
  zeros: number,
): void {
  for (let k = zeros; k < width; k += 2) {
    const row = k * size
    const next = k + 1 < width ? row + size : row
    multiplyPairs(vectors, [x + zeros, y + zeros], data, [row + zeros, next + zeros], k - zeros)
    const xk = (vectors[x + k]! - four[0]!) / data[row + k]!
    const yk = (vectors[y + k]! - four[2]!) / data[row + k]!
    if (k + 1 < width) {
      const share = data[next + k]!
      const diagonal = data[next + k + 1]!
      const xNext = (vectors[x + k + 1]! - four[1]! - share * xk) / diagonal
      const yNext = (vectors[y + k + 1]! - four[3]! - share * yk) / diagonal
      vectors[x + k + 1] = xNext
      vectors[y + k + 1] = yNext
    }
    vectors[x + k] = xk
    vectors[y + k] = yk
  }
}

/** Replaces `size` numbers by what the positive definite table of this factor makes them of. */
export function solveByFactor(
  lower: Float64Array,
  size: number,
  numbers: Float64Array,
  at: number,
): void {
  for (let k = 0; k < size; k++) {
    let left = numbers[at + k]!
    for (let j = 0; j < k; j++) left -= lower[k * size + j]! * numbers[at + j]!
    numbers[at + k] = left / lower[k * size + k]!
  }
  for (let k = size - 1; k >= 0; k--) {
    const value = numbers[at + k]! / lower[k * size + k]!
    numbers[at + k] = value
    for (let j = 0; j < k; j++) numbers[at + j]! -= lower[k * size + j]! * value
  }
}

/** The inverse of a positive definite table, which is used up. */
export function inverseOf({ rows: size, data }: Table): Table {
  factorise(data, size)
  const turned = table(size, size)
  for (let i = 0; i < size; i += 2) {
    const second = Math.min(i + 1, size - 1)
    turned.data[i * size + i] = 1
    turned.data[second * size + second] = 1
    substitute({ data, size, width: size }, turned.data, [i * size, second * size], i)
  }
  return productsOfRows(turned, (row) => row)
}
