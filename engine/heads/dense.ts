/** Numbers in rows of one length, row-major. */
export interface Table {
  rows: number
  columns: number
  data: Float64Array
}

export function table(rows: number, columns: number): Table {
  return { rows, columns, data: new Float64Array(rows * columns) }
}

export function transposed({ rows, columns, data }: Table): Table {
  const other = table(columns, rows)
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) other.data[j * rows + i] = data[i * columns + j]!
  return other
}

/** The products of all rows with each other, symmetric; `zeros` tells how many numbers each row begins with that are 0. */
export function productsOfRows(
  { rows, columns, data }: Table,
  zeros: (row: number) => number = () => 0,
): Table {
  const products = table(rows, rows)
  const out = products.data
  for (let i = 0; i < rows; i += 2) {
    const last = Math.min(i + 1, rows - 1)
    const from = zeros(i)
    for (let j = 0; j <= i; j += 2) {
      const other = Math.min(j + 1, rows - 1)
      // Two rows by two: each number that is read counts twice. An odd last row is its own neighbour.
      let a = 0
      let b = 0
      let c = 0
      let d = 0
      for (let k = from; k < columns; k++) {
        const p = data[i * columns + k]!
        const q = data[last * columns + k]!
        const r = data[j * columns + k]!
        const s = data[other * columns + k]!
        a += p * r
        b += p * s
        c += q * r
        d += q * s
      }
      out[i * rows + j] = out[j * rows + i] = a
      out[i * rows + other] = out[other * rows + i] = b
      out[last * rows + j] = out[j * rows + last] = c
      out[last * rows + other] = out[other * rows + last] = d
    }
  }
  return products
}

export function dot(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  length: number,
): number {
  let even = 0
  let odd = 0
  let k = 0
  for (; k + 1 < length; k += 2) {
    even += a[i + k]! * b[j + k]!
    odd += a[i + k + 1]! * b[j + k + 1]!
  }
  return k < length ? even + odd + a[i + k]! * b[j + k]! : even + odd
}

/**
 * Replaces the lower triangle of a positive definite [size, size] by that whose product with its transpose it is
 * (Cholesky); what is above it stays and means nothing.
 */
export function factorise(data: Float64Array, size: number): void {
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      const rest = data[i * size + j]! - dot(data, i * size, data, j * size, j)
      data[i * size + j] = i === j ? Math.sqrt(rest) : rest / data[j * size + j]!
    }
}

/** Replaces `size` numbers, of which so many are zeros at first, by what the lower triangle makes them of. */
export function substitute(
  lower: Float64Array,
  size: number,
  numbers: Float64Array,
  at: number,
  zeros: number,
): void {
  for (let k = zeros; k < size; k++) {
    const known = dot(lower, k * size + zeros, numbers, at + zeros, k - zeros)
    numbers[at + k] = (numbers[at + k]! - known) / lower[k * size + k]!
  }
}

/** Replaces `size` numbers by what the positive definite table of this factor makes them of. */
export function solveByFactor(
  lower: Float64Array,
  size: number,
  numbers: Float64Array,
  at: number,
): void {
  substitute(lower, size, numbers, at, 0)
  for (let k = size - 1; k >= 0; k--) {
    const value = numbers[at + k]! / lower[k * size + k]!
    numbers[at + k] = value
    for (let j = 0; j < k; j++) numbers[at + j]! -= lower[k * size + j]! * value
  }
}

/** The inverse of a positive definite table, which is used up. */
export function inverseOf({ rows, data }: Table): Table {
  factorise(data, rows)
  const turned = table(rows, rows)
  for (let i = 0; i < rows; i++) {
    turned.data[i * rows + i] = 1
    substitute(data, rows, turned.data, i * rows, i)
  }
  return productsOfRows(turned, (row) => row)
}
