import { problem } from '../../contract/problem.ts'
import type { Shape } from './encoder-tensors.ts'

/** A tensor as a pickle describes it: a strided view of a storage that lies elsewhere in the archive. */
export interface PickledTensor {
  storage: PickledStorage
  /** In elements of the storage. */
  offset: number
  shape: Shape
  strides: readonly number[]
}

export interface PickledStorage {
  kind: 'storage'
  dtype: 'F32' | 'F16' | 'BF16'
  key: string
  elements: number
}

type Value =
  | null
  | boolean
  | number
  | string
  | PickledStorage
  | { kind: 'tensor'; tensor: PickledTensor }
  | { kind: 'tuple'; items: readonly Value[] }
  | { kind: 'list'; items: Value[] }
  | { kind: 'dict'; entries: Map<Value, Value> }
  | { kind: 'global'; name: AllowedGlobal }

const storageTypes = {
  'torch.FloatStorage': 'F32',
  'torch.HalfStorage': 'F16',
  'torch.BFloat16Storage': 'BF16',
} as const
type StorageType = keyof typeof storageTypes
type AllowedGlobal = StorageType | 'torch._utils._rebuild_tensor_v2' | 'collections.OrderedDict'

function isStorageType(name: string): name is StorageType {
  return Object.hasOwn(storageTypes, name)
}

function isAllowed(name: string): name is AllowedGlobal {
  return (
    isStorageType(name) ||
    name === 'torch._utils._rebuild_tensor_v2' ||
    name === 'collections.OrderedDict'
  )
}

function unsafe(name: string): Error {
  return problem(
    'checkpoint-unsafe',
    `The weights file asks Python to run ${name}, which no plain checkpoint needs. It was not read further: get the model from its authors, as model.safetensors if they offer it.`,
  )
}

function malformed(reason: string): Error {
  return problem('checkpoint-unreadable', `The weights file has a broken data.pkl: ${reason}.`)
}

const MARK = Symbol('mark')

/**
 * The stack machine of Python's pickle protocol 2, cut down to the opcodes and globals of a `torch.save`d state
 * dictionary. It calls nothing: the few globals it knows are built as plain data, every other is refused by name.
 */
class Unpickler {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #text = new TextDecoder('utf-8', { fatal: true })
  readonly #stack: (Value | typeof MARK)[] = []
  readonly #memo = new Map<number, Value>()
  #position = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  run(): Value {
    for (;;) {
      const opcode = this.#u8()
      if (opcode === 0x2e) return this.#pop()
      this.#step(opcode)
    }
  }

  #step(opcode: number): void {
    switch (opcode) {
      case 0x80: // PROTO
        if (this.#u8() !== 2) throw malformed('it is not of pickle protocol 2')
        break
      case 0x28: // MARK
        this.#stack.push(MARK)
        break
      case 0x4e: // NONE
        this.#push(null)
        break
      case 0x88: // NEWTRUE
        this.#push(true)
        break
      case 0x89: // NEWFALSE
        this.#push(false)
        break
      case 0x4b: // BININT1
        this.#push(this.#u8())
        break
      case 0x4d: // BININT2
        this.#push(this.#view.getUint16(this.#advance(2), true))
        break
      case 0x4a: // BININT
        this.#push(this.#view.getInt32(this.#advance(4), true))
        break
      case 0x8a: // LONG1
        this.#push(this.#long(this.#u8()))
        break
      case 0x47: // BINFLOAT
        this.#push(this.#view.getFloat64(this.#advance(8), false))
        break
      case 0x58: // BINUNICODE
        this.#push(this.#string(this.#u32()))
        break
      case 0x7d: // EMPTY_DICT
        this.#push({ kind: 'dict', entries: new Map() })
        break
      case 0x5d: // EMPTY_LIST
        this.#push({ kind: 'list', items: [] })
        break
      case 0x29: // EMPTY_TUPLE
        this.#push({ kind: 'tuple', items: [] })
        break
      case 0x85: // TUPLE1
      case 0x86: // TUPLE2
      case 0x87: // TUPLE3
        this.#tuple(opcode - 0x84)
        break
      case 0x74: // TUPLE
        this.#push({ kind: 'tuple', items: this.#popToMark() })
        break
      case 0x71: // BINPUT
        this.#remember(this.#u8())
        break
      case 0x72: // LONG_BINPUT
        this.#remember(this.#u32())
        break
      case 0x68: // BINGET
        this.#recall(this.#u8())
        break
      case 0x6a: // LONG_BINGET
        this.#recall(this.#u32())
        break
      case 0x61: // APPEND
        this.#append([this.#pop()])
        break
      case 0x65: // APPENDS
        this.#append(this.#popToMark())
        break
      case 0x73: // SETITEM
        this.#setItems([this.#pop(), this.#pop()].reverse())
        break
      case 0x75: // SETITEMS
        this.#setItems(this.#popToMark())
        break
      case 0x63: // GLOBAL
        this.#push({ kind: 'global', name: this.#global() })
        break
      case 0x51: // BINPERSID
        this.#push(storageOf(this.#pop()))
        break
      case 0x52: // REDUCE
        this.#reduce()
        break
      case 0x62: // BUILD
        this.#build()
        break
      default:
        throw malformed(`it uses the opcode 0x${opcode.toString(16)}`)
    }
  }

  #advance(bytes: number): number {
    const at = this.#position
    if (at + bytes > this.#bytes.length) throw malformed('it ends too early')
    this.#position = at + bytes
    return at
  }

  #u8(): number {
    return this.#view.getUint8(this.#advance(1))
  }

  #u32(): number {
    return this.#view.getUint32(this.#advance(4), true)
  }

  #string(length: number): string {
    const at = this.#advance(length)
    try {
      return this.#text.decode(this.#bytes.subarray(at, at + length))
    } catch {
      throw malformed('a name in it is not UTF-8')
    }
  }

  /** A little-endian two's-complement integer; torch writes one for sizes above 2^31. */
  #long(length: number): number {
    const at = this.#advance(length)
    let value = 0n
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.#bytes[at + i] ?? 0)
    return Number(BigInt.asIntN(length * 8, value))
  }

  #line(): string {
    const end = this.#bytes.indexOf(0x0a, this.#position)
    if (end < 0) throw malformed('it ends too early')
    const line = this.#string(end - this.#position)
    this.#position = end + 1
    return line
  }

  #global(): AllowedGlobal {
    const name = `${this.#line()}.${this.#line()}`
    if (!isAllowed(name)) throw unsafe(name)
    return name
  }

  #push(value: Value): void {
    this.#stack.push(value)
  }

  #pop(): Value {
    const value = this.#stack.pop()
    if (value === undefined || value === MARK) throw malformed('its stack runs empty')
    return value
  }

  #popToMark(): Value[] {
    const items: Value[] = []
    for (;;) {
      const value = this.#stack.pop()
      if (value === undefined) throw malformed('a mark is missing')
      if (value === MARK) return items.reverse()
      items.push(value)
    }
  }

  #top(): Value {
    const value = this.#stack.at(-1)
    if (value === undefined || value === MARK) throw malformed('its stack runs empty')
    return value
  }

  #tuple(length: number): void {
    const items: Value[] = []
    for (let i = 0; i < length; i++) items.push(this.#pop())
    this.#push({ kind: 'tuple', items: items.reverse() })
  }

  #remember(slot: number): void {
    this.#memo.set(slot, this.#top())
  }

  #recall(slot: number): void {
    const value = this.#memo.get(slot)
    if (value === undefined) throw malformed('it refers to a value it does not hold')
    this.#push(value)
  }

  #append(items: readonly Value[]): void {
    const list = this.#top()
    if (!hasKind(list, 'list')) throw malformed('it appends to what is not a list')
    for (const item of items) list.items.push(item)
  }

  #setItems(items: readonly Value[]): void {
    const dict = this.#top()
    if (!hasKind(dict, 'dict')) throw malformed('it sets an item of what is not a dictionary')
    if (items.length % 2 !== 0) throw malformed('a key has no value')
    for (let i = 0; i < items.length; i += 2)
      dict.entries.set(items[i] ?? null, items[i + 1] ?? null)
  }

  #reduce(): void {
    const args = this.#pop()
    const callee = this.#pop()
    if (!hasKind(callee, 'global') || !hasKind(args, 'tuple'))
      throw malformed('it calls what is not a function')
    if (callee.name === 'torch._utils._rebuild_tensor_v2') this.#push(tensorOf(args.items))
    else if (callee.name === 'collections.OrderedDict' && args.items.length === 0)
      this.#push({ kind: 'dict', entries: new Map() })
    else throw malformed(`it calls ${callee.name} in an unknown way`)
  }

  /** `OrderedDict.__setstate__`: torch keeps its `_metadata` there, which no tensor depends on. */
  #build(): void {
    this.#pop()
    if (!hasKind(this.#top(), 'dict'))
      throw malformed('it gives a state to what is not a dictionary')
  }
}

type Kind = Extract<Value, { kind: string }>['kind']

function hasKind<K extends Kind>(
  value: Value | undefined,
  kind: K,
): value is Extract<Value, { kind: K }> {
  return typeof value === 'object' && value !== null && value.kind === kind
}

function isSize(value: Value | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

/** `('storage', type, key, device, elements)`, the persistent id of a tensor's data. */
function storageOf(id: Value): PickledStorage {
  if (!hasKind(id, 'tuple')) throw malformed('a storage has no description')
  const [tag, type, key, , elements] = id.items
  if (
    tag !== 'storage' ||
    !hasKind(type, 'global') ||
    !isStorageType(type.name) ||
    typeof key !== 'string' ||
    !isSize(elements)
  )
    throw malformed('a storage has an unknown description')
  return { kind: 'storage', dtype: storageTypes[type.name], key, elements }
}

function sizesOf(value: Value | undefined): number[] {
  if (!hasKind(value, 'tuple') || value.items.length > 8) throw malformed('a tensor has no shape')
  return value.items.map((item) => {
    if (!isSize(item)) throw malformed('a tensor has a wrong shape')
    return item
  })
}

/** `_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)`. */
function tensorOf(args: readonly Value[]): Value {
  const [storage, offset] = args
  const shape = sizesOf(args[2])
  const strides = sizesOf(args[3])
  if (!hasKind(storage, 'storage') || !isSize(offset) || shape.length !== strides.length)
    throw malformed('a tensor has an unknown description')
  const last = shape.reduce((sum, size, i) => sum + (size - 1) * (strides[i] ?? 0), offset)
  if (!shape.includes(0) && last >= storage.elements)
    throw malformed('a tensor reaches beyond its storage')
  return { kind: 'tensor', tensor: { storage, offset, shape, strides } }
}

/**
 * The tensors of a pickled state dictionary (the `data.pkl` of a `pytorch_model.bin`), in file order; entries that
 * are no tensors are left out. Time and memory are linear in the length of `pickle`.
 * Problems: `checkpoint-unsafe` naming the first foreign global, `checkpoint-unreadable` for anything malformed.
 */
export function unpickleTensors(pickle: Uint8Array): Map<string, PickledTensor> {
  const root = new Unpickler(pickle).run()
  if (!hasKind(root, 'dict')) throw malformed('it does not hold a dictionary of tensors')
  const tensors = new Map<string, PickledTensor>()
  for (const [name, value] of root.entries)
    if (typeof name === 'string' && hasKind(value, 'tensor')) tensors.set(name, value.tensor)
  return tensors
}
