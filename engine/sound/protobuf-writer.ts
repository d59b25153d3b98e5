/**
 * The protobuf wire format, as far as an ONNX model needs it. A message is the concatenation of its fields, so every
 * function returns bytes and `message` joins them.
 */

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
    if (rest < 0x80n) return Uint8Array.from([...bytes, Number(rest)])
    bytes.push(Number(rest & 0x7fn) | 0x80)
  }
}

export function message(...fields: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(fields)
}

/** An int64, int32, uint64 or enum field; negative numbers take ten bytes. */
export function integerField(field: number, value: number): Uint8Array {
  return message(varint(field << 3), varint(value))
}

/** A float field, 32 bits. */
export function floatField(field: number, value: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeFloatLE(value)
  return message(varint((field << 3) | 5), bytes)
}

/** A bytes, string or embedded message field. */
export function bytesField(field: number, value: Uint8Array | string): Uint8Array {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value
  return message(varint((field << 3) | 2), varint(bytes.length), bytes)
}

/** A repeated integer field, packed. */
export function packedField(field: number, values: readonly number[]): Uint8Array {
  return bytesField(field, message(...values.map(varint)))
}
