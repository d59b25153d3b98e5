/** Values of Python as they are written in a pickle. Tuples are arrays too. */
export type Pickled =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | Pickled[]
  | Map<Pickled, Pickled>
  | NumpyArray

/** An array of objects: its items in order, once they have been read. */
interface NumpyArray {
  items: Pickled[] | undefined
}

const MARK = Symbol('mark')
type Known = 'reconstruct' | 'ndarray' | 'dtype'
type OnStack = Pickled | typeof MARK | { global: Known }

const globals: { [name: string]: Known } = {
  'numpy.core.multiarray._reconstruct': 'reconstruct',
  'numpy._core.multiarray._reconstruct': 'reconstruct',
  'numpy.ndarray': 'ndarray',
  'numpy.dtype': 'dtype',
}

function isGlobal(value: OnStack): value is { global: Known } {
  return value !== null && typeof value === 'object' && 'global' in value
}

function plain(value: OnStack): Pickled {
  if (value === MARK || isGlobal(value)) throw new PickleRefused('is not of plain values')
  return value
}

/** Why a pickle was not read, in words that go on after “it”. */
export class PickleRefused extends Error {}

/**
 * The items of the array of objects in a pickle of protocol 2 to 4, as `numpy.save` writes it. It calls nothing: plain
 * values are built as data, NumPy's array around them is known by name, and everything else is refused by
 * `PickleRefused`.
 */
export function readPickledArray(bytes: Uint8Array): Pickled[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const stack: OnStack[] = []
  const memo = new Map<number, OnStack>()
  let at = 0

  function take(length: number): Uint8Array {
    if (length > bytes.length - at) throw new PickleRefused('is cut off')
    at += length
    return bytes.subarray(at - length, at)
  }
  function number(size: number, signed = false): number {
    take(size)
    if (size === 1) return view.getUint8(at - 1)
    if (size === 2) return view.getUint16(at - 2, true)
    return signed ? view.getInt32(at - 4, true) : view.getUint32(at - 4, true)
  }
  function long(size: number): number {
    let value = 0n
    for (const [i, byte] of take(size).entries()) value |= BigInt(byte) << BigInt(8 * i)
    return Number(BigInt.asIntN(8 * size, value))
  }
  function text(length: number): string {
    return decoder.decode(take(length))
  }
  function line(): string {
    const end = bytes.indexOf(0x0a, at)
    if (end < 0) throw new PickleRefused('is cut off')
    const found = text(end - at)
    at = end + 1
    return found
  }
  function pop(): OnStack {
    const value = stack.pop()
    if (value === undefined) throw new PickleRefused('takes what was not put')
    return value
  }
  const popValue = () => plain(pop())
  function popToMark(): Pickled[] {
    const items: Pickled[] = []
    while (stack.at(-1) !== MARK) items.push(popValue())
    pop()
    return items.reverse()
  }
  function top<T extends Pickled>(is: (value: OnStack | undefined) => value is T): T {
    const value = stack.at(-1)
    if (!is(value)) throw new PickleRefused('puts values into what holds none')
    return value
  }
  const isList = (value: OnStack | undefined): value is Pickled[] => Array.isArray(value)
  const isDict = (value: OnStack | undefined): value is Map<Pickled, Pickled> =>
    value instanceof Map
  function append(items: readonly Pickled[]): void {
    const list = top(isList)
    for (const item of items) list.push(item)
  }
  function setItems(pairs: readonly Pickled[]): void {
    const dict = top(isDict)
    for (let i = 0; i + 1 < pairs.length; i += 2) dict.set(pairs[i] ?? null, pairs[i + 1] ?? null)
  }
  function find(name: string): void {
    const known = Object.hasOwn(globals, name) ? globals[name] : undefined
    if (!known) throw new PickleRefused(`asks Python for ${name}`)
    stack.push({ global: known })
  }
  function recall(key: number): void {
    const value = memo.get(key)
    if (value === undefined) throw new PickleRefused('recalls what was not kept')
    stack.push(value)
  }
  function remember(key: number): void {
    const value = stack.at(-1)
    if (value !== undefined) memo.set(key, value)
  }
  /** Arguments may hold the class itself, which stands for nothing here. */
  function tuple(size: number): void {
    const items = Array.from({ length: size }, () => {
      const item = pop()
      return isGlobal(item) ? null : plain(item)
    })
    stack.push(items.reverse())
  }
  function call(): void {
    pop()
    const called = pop()
    if (!isGlobal(called)) throw new PickleRefused('calls what cannot be called')
    stack.push(called.global === 'reconstruct' ? { items: undefined } : null)
  }
  /** The state of an array is (version, shape, dtype, order, items); that of a dtype says nothing here. */
  function build(): void {
    const state = popValue()
    const built = stack.at(-1)
    if (built === null || built === undefined) return
    if (typeof built !== 'object' || !('items' in built)) throw new PickleRefused('builds no array')
    const items = Array.isArray(state) ? state[4] : undefined
    if (!Array.isArray(items)) throw new PickleRefused('is not of objects')
    built.items = items
  }

  const steps: { [opcode: number]: () => void } = {
    128: () => void take(1), // PROTO
    149: () => void take(8), // FRAME
    40: () => void stack.push(MARK),
    78: () => void stack.push(null),
    136: () => void stack.push(true),
    137: () => void stack.push(false),
    75: () => void stack.push(number(1)), // BININT1
    77: () => void stack.push(number(2)), // BININT2
    74: () => void stack.push(number(4, true)), // BININT
    138: () => void stack.push(long(number(1))), // LONG1
    71: () => {
      take(8)
      stack.push(view.getFloat64(at - 8, false))
    }, // BINFLOAT
    140: () => void stack.push(text(number(1))), // SHORT_BINUNICODE
    88: () => void stack.push(text(number(4))), // BINUNICODE
    67: () => void stack.push(take(number(1))), // SHORT_BINBYTES
    66: () => void stack.push(take(number(4))), // BINBYTES
    99: () => find(`${line()}.${line()}`), // GLOBAL
    147: () => {
      const name = pop()
      const module = pop()
      if (typeof name !== 'string' || typeof module !== 'string')
        throw new PickleRefused('asks Python for something without a name')
      find(`${module}.${name}`)
    }, // STACK_GLOBAL
    148: () => remember(memo.size), // MEMOIZE
    113: () => remember(number(1)), // BINPUT
    114: () => remember(number(4)), // LONG_BINPUT
    104: () => recall(number(1)), // BINGET
    106: () => recall(number(4)), // LONG_BINGET
    41: () => void stack.push([]), // EMPTY_TUPLE
    133: () => tuple(1),
    134: () => tuple(2),
    135: () => tuple(3),
    116: () => void stack.push(popToMark()), // TUPLE
    93: () => void stack.push([]), // EMPTY_LIST
    97: () => append([popValue()]), // APPEND
    101: () => append(popToMark()), // APPENDS
    125: () => void stack.push(new Map()), // EMPTY_DICT
    115: () => {
      const value = popValue()
      setItems([popValue(), value])
    }, // SETITEM
    117: () => setItems(popToMark()), // SETITEMS
    82: call, // REDUCE
    98: build, // BUILD
  }

  for (let opcode = number(1); opcode !== 0x2e; opcode = number(1)) {
    const step = Object.hasOwn(steps, opcode) ? steps[opcode] : undefined
    if (!step) throw new PickleRefused(`has a step (${opcode}) that plain values need not`)
    step()
  }
  const result = popValue()
  if (result === null || typeof result !== 'object' || !('items' in result) || !result.items)
    throw new PickleRefused('holds no array of objects')
  return result.items
}
