import type { AnyColumn } from './column.ts'

/** What the user chose of a table's columns; what is not named is as the table has it. */
export interface ColumnChoice {
  /** Keys from start to end. */
  readonly order: readonly string[]
  /** Columns that the user chose, or put away. */
  readonly shown: Readonly<Record<string, boolean>>
  /** Pixels. */
  readonly widths: Readonly<Record<string, number>>
}

export const noChoice: ColumnChoice = { order: [], shown: {}, widths: {} }

const version = 1
export const narrowest = 36
export const widest = 1600
/** More columns than any table has. */
const most = 200

export function writeChoice({ order, shown, widths }: ColumnChoice): string {
  return JSON.stringify({ version, order, shown, widths })
}

/** What `writeChoice` wrote; no choice when the text is damaged, or of another version. */
export function readChoice(text: string | null): ColumnChoice {
  const value = parse(text)
  if (!isRecord(value) || value.version !== version) return noChoice
  const { order, shown, widths } = value
  if (!isList(order, isKey) || !isRecordOf(shown, isBoolean) || !isRecordOf(widths, isWidth))
    return noChoice
  return { order: [...new Set(order)], shown, widths }
}

function parse(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isRecordOf<Value>(
  value: unknown,
  is: (member: unknown) => member is Value,
): value is Record<string, Value> {
  if (!isRecord(value)) return false
  const members = Object.entries(value)
  return members.length <= most && members.every(([key, member]) => isKey(key) && is(member))
}

function isList<Value>(value: unknown, is: (member: unknown) => member is Value): value is Value[] {
  return Array.isArray(value) && value.length <= most && value.every(is)
}

const isKey = (value: unknown): value is string => typeof value === 'string' && value.length <= 100
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
const isWidth = (value: unknown): value is number =>
  typeof value === 'number' && value >= narrowest && value <= widest

/** The nearest width that the user may give a column, whole px. */
export function allowedWidth(column: Pick<AnyColumn, 'min'>, width: number): number {
  return Math.round(Math.min(widest, Math.max(column.min ?? narrowest, width)))
}

export function withWidths(
  choice: ColumnChoice,
  widths: Readonly<Record<string, number>>,
): ColumnChoice {
  return { ...choice, widths: { ...choice.widths, ...widths } }
}

export function withShown(choice: ColumnChoice, key: string, shown: boolean): ColumnChoice {
  return { ...choice, shown: { ...choice.shown, [key]: shown } }
}

/** All columns in the order that was chosen; fixed ones, and those that came after the choice, stand where the table has them. */
export function inChosenOrder<Of extends AnyColumn>(
  columns: readonly Of[],
  choice: ColumnChoice,
): Of[] {
  const movable = columns.filter((column) => !column.fixed)
  const ordered = choice.order.flatMap((key) => movable.find((column) => column.key === key) ?? [])
  movable.forEach((column, index) => {
    if (ordered.includes(column)) return
    const before = movable[index - 1]
    ordered.splice(before ? ordered.indexOf(before) + 1 : 0, 0, column)
  })
  let next = 0
  return columns.map((column) => (column.fixed ? column : (ordered[next++] ?? column)))
}

/** Moves a column before another, or to the end (`before` null). */
export function withMoved(
  columns: readonly AnyColumn[],
  choice: ColumnChoice,
  key: string,
  before: string | null,
): ColumnChoice {
  const keys = inChosenOrder(columns, choice).flatMap((column) => (column.fixed ? [] : column.key))
  const others = keys.filter((other) => other !== key)
  const at = before === null ? others.length : others.indexOf(before)
  return at < 0 ? choice : { ...choice, order: others.toSpliced(at, 0, key) }
}
